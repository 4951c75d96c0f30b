namespace Falco.Engine.State;

internal sealed class FdTable
{
    public static readonly FdTable Empty = new();
}
