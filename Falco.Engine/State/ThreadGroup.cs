namespace Falco.Engine.State;

internal sealed class ThreadGroup;
