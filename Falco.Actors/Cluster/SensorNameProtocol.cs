using Falco.Actors.Serialization;

namespace Falco.Actors.Cluster;

/// <summary>A node asks another one that shows the same sensor's name whether it is alive.</summary>
/// <param name="Epoch">The asking sensor's run; the earlier one has the name.</param>
/// <param name="Node">The asking node's address, which decides between two of the same moment.</param>
internal sealed record NameQuestion(long Epoch, string Node) : INodeMessage;

/// <summary>The answer.</summary>
/// <param name="Node">The answering node's address.</param>
/// <param name="IsTaken">Whether the name stays with it.</param>
internal sealed record NameAnswer(string Node, bool IsTaken) : INodeMessage;

/// <summary>To one that has answered too late: the name is another's by now.</summary>
/// <param name="Node">The address of the node that has it.</param>
internal sealed record NameLost(string Node) : INodeMessage;
