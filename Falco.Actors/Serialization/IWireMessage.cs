namespace Falco.Actors.Serialization;

/// <summary>A message of the pipeline's own, whose wire form is <see cref="TreeWire"/>'s.</summary>
internal interface IWireMessage;
