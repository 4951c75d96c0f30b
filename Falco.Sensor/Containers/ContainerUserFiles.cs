using System.Text;
using Falco.Engine.Capture;
using Falco.Sensor.Proc;

namespace Falco.Sensor.Containers;

/// <summary>
/// What a container's own <c>/etc/passwd</c> and <c>/etc/group</c> say. Who is in the container may have made them: they are opened as from
/// inside, so that no link leads to a file of the machine; only regular files are read, and not endlessly.
/// </summary>
/// <param name="Versions">Which content of which files was read.</param>
/// <param name="Users">The users.</param>
/// <param name="Groups">The groups.</param>
internal sealed record ContainerUserFiles(
    (FileVersion Passwd, FileVersion Group) Versions, IReadOnlyList<UserEntry> Users, IReadOnlyList<GroupEntry> Groups)
{
    /// <summary>How much of a file is read, in bytes, and how many entries are taken of it.</summary>
    private const int MaxLength = 1 << 20, MaxCount = 1000;

    /// <summary>Reads the files of the container that a process is in.</summary>
    /// <param name="hostRoot">Where the machine's root is mounted.</param>
    /// <param name="pid">The process.</param>
    /// <param name="known">What was read before; it is the answer where the files are still the same.</param>
    /// <param name="buffer">Room to work in.</param>
    /// <returns>Null where the process is gone, or has not entered its container yet.</returns>
    public static ContainerUserFiles? Read(string hostRoot, long pid, ContainerUserFiles? known, byte[] buffer)
    {
        var root = Open($"{hostRoot}/proc/{pid}/root");
        if (root < 0)
        {
            return null;
        }

        int passwd = -1, group = -1;
        try
        {
            if (SystemCalls.Stat(root, out var status) != 0 || IsRootOfTheMachine(hostRoot, status))
            {
                return null;
            }

            passwd = SystemCalls.OpenInRoot(root, "etc/passwd\0"u8);
            group = SystemCalls.OpenInRoot(root, "etc/group\0"u8);
            var versions = (FileVersion.Of(passwd), FileVersion.Of(group));
            if (versions == known?.Versions)
            {
                return known;
            }

            var users = new List<UserEntry>();
            var groups = new List<GroupEntry>();
            if (versions.Item1.IsRegular)
            {
                UserFiles.ReadUsers(new ProcLines(passwd, buffer, MaxLength), users, MaxCount);
                passwd = -1;
            }

            if (versions.Item2.IsRegular)
            {
                UserFiles.ReadGroups(new ProcLines(group, buffer, MaxLength), groups, MaxCount);
                group = -1;
            }

            return new ContainerUserFiles(versions, users, groups);
        }
        finally
        {
            foreach (var descriptor in (ReadOnlySpan<int>)[root, passwd, group])
            {
                if (descriptor >= 0)
                {
                    SystemCalls.Close(descriptor);
                }
            }
        }
    }

    /// <summary>A runtime's process is in the container's control group before it changes its root.</summary>
    private static bool IsRootOfTheMachine(string hostRoot, FileStatus status)
        => SystemCalls.Stat(SystemCalls.WorkingDirectory, [.. Encoding.UTF8.GetBytes($"{hostRoot}/"), 0], out var machine) == 0
            && (machine.Device, machine.Inode) == (status.Device, status.Inode);

    private static int Open(string path) => SystemCalls.Open(SystemCalls.WorkingDirectory, [.. Encoding.UTF8.GetBytes(path), 0], isDirectory: true);
}

/// <summary>Tells one content of a file from another.</summary>
internal readonly record struct FileVersion(bool IsRegular, ulong Device, ulong Inode, ulong Size, ulong ModifiedNs, ulong ChangedNs)
{
    /// <summary>That of an open file; where none is, or it is no file, the default.</summary>
    public static FileVersion Of(int descriptor)
        => descriptor >= 0 && SystemCalls.Stat(descriptor, out var status) == 0 && status.Kind == FileKind.Regular
            ? new(true, status.Device, status.Inode, status.Size, status.ModifiedNs, status.ChangedNs)
            : default;
}
