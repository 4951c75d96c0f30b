using Falco.Actors.Serialization;

namespace Falco.Actors.Cluster.Inspection;

/// <summary>Asks a node how it is. The answer comes in parts.</summary>
/// <param name="Id">What the answer carries.</param>
/// <param name="Topic">What of.</param>
/// <param name="Subject">Which one: a tree, a rule; empty for all.</param>
/// <param name="Limit">So many at most.</param>
/// <param name="Deadline">Milliseconds that the node may take.</param>
internal sealed record InspectionQuestion(long Id, string Topic, string Subject, int Limit, int Deadline) : INodeMessage;

/// <summary>
/// A part of a node's answer, which is a <see cref="Reports.NodeReport"/> as JSON: what a later version adds to it an earlier one leaves out.
/// It is cut, so that nothing else has to wait for it.
/// </summary>
/// <param name="Id">The question.</param>
/// <param name="Index">Which part, from 0.</param>
/// <param name="Count">Of how many.</param>
/// <param name="Bytes">The part.</param>
internal sealed record InspectionPart(long Id, int Index, int Count, byte[] Bytes) : INodeMessage
{
    /// <summary>Bytes of a part at most.</summary>
    public const int MaxLength = 48 * 1024;

    /// <summary>Parts of an answer at most.</summary>
    public const int MaxCount = 256;
}

/// <summary>Tells a node to end in order, and so to leave the cluster.</summary>
internal sealed record LeaveOrder : INodeMessage;

/// <summary>A node has begun to leave.</summary>
internal sealed record LeaveBegun : INodeMessage;

/// <summary>What can be asked for.</summary>
internal static class InspectionTopics
{
    public const string Node = "node";
    public const string Shards = "shards";
    public const string Trees = "trees";
    public const string Tree = "tree";
    public const string Sensors = "sensors";
    public const string Alerts = "alerts";
}
