using Akka.Util;
using Falco.Actors.Serialization;

namespace Falco.Actors.Cluster;

/// <summary>
/// The version that a node shows to the others as Akka's app-version: that of the wire. Nodes work together whose versions are one apart at
/// most, which is what it takes to replace them one after the other.
/// </summary>
internal static class NodeVersion
{
    /// <summary>This node's.</summary>
    public static AppVersion Current { get; } = AppVersion.Create($"{WireVersion.Current}.0.0");

    /// <summary>Why a node of another version cannot work with one of this; null where it can.</summary>
    public static string? Refusal(AppVersion own, AppVersion other)
    {
        var (ours, theirs) = (MajorOf(own), MajorOf(other));
        return Math.Abs(theirs - ours) <= 1
            ? null
            : $"it speaks version {theirs} of what nodes say to each other and this node version {ours}: bring them to releases that are one "
                + "version apart at most";
    }

    private static int MajorOf(AppVersion version)
        => int.TryParse(version.Version.Split('.')[0], out var major) ? major : 0;
}
