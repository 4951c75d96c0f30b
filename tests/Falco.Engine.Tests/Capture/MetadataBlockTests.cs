using System.Text;
using Falco.Engine.Capture;
using Falco.Engine.Events;
using Xunit;
using static Falco.Engine.Tests.Capture.CaptureBuilder;

namespace Falco.Engine.Tests.Capture;

/// <summary>Every block that is not an event, in all its versions.</summary>
public class MetadataBlockTests
{
    [Theory]
    [InlineData(0x201u)]
    [InlineData(0x8002ABCDu)]
    public void Machine_info_is_read(uint type)
    {
        var name = new byte[128];
        "vm"u8.CopyTo(name);
        var info = new CaptureBuilder().Block((BlockType)type, 4u, 8UL << 30, 32768UL, name, 1_600_000_000_000_000_000UL, 5UL, 0UL, 0UL)
            .Metadata<MachineInfo>();
        Assert.Equal(new MachineInfo(4, 8UL << 30, 32768, "vm", 1_600_000_000_000_000_000, 5), info);
    }

    [Theory]
    [InlineData(0x202u, 1)]
    [InlineData(0x8000ABCDu, 1)]
    [InlineData(0x207u, 2)]
    [InlineData(0x8013ABCDu, 2)]
    [InlineData(0x209u, 3)]
    [InlineData(0x8014ABCDu, 3)]
    [InlineData(0x210u, 4)]
    [InlineData(0x211u, 5)]
    [InlineData(0x212u, 6)]
    [InlineData(0x213u, 7)]
    [InlineData(0x214u, 8)]
    [InlineData(0x215u, 9)]
    public void Process_lists_of_every_version_give_what_the_version_has(uint type, int version)
    {
        var list = new CaptureBuilder().Block((BlockType)type, Thread(version, 7), Thread(version, 8)).Metadata<ProcessList>();
        Assert.Equal([7L, 8L], list.Entries.Select(e => e.Tid));
        var entry = list.Entries[0];
        Assert.Equal((7L, 6L, 5L, 64L), (entry.Tid, entry.Pid, entry.Ptid, entry.FdLimit));
        Assert.Equal(("sh", "/bin/sh", "-c\0true\0", "/tmp"), (Text(entry.Comm), Text(entry.Exe), Text(entry.Args), Text(entry.Cwd)));
        Assert.Equal((1u, 1000u, 1001u), (entry.Flags, entry.Uid, entry.Gid));
        Assert.Equal(
            version >= 2 ? (10u, 11u, 12u, 13UL, 14UL) : default,
            (entry.VmSizeKb, entry.VmRssKb, entry.VmSwapKb, entry.PfMajor, entry.PfMinor));
        Assert.Equal(version >= 3 ? "A=1\0" : "", Text(entry.Env));
        Assert.Equal(version >= 4 ? (2L, 3L, "cpu=/\0") : (-1L, -1L, ""), (entry.Vtid, entry.Vpid, Text(entry.Cgroups)));
        Assert.Equal(version >= 5 ? "/" : "", Text(entry.Root));
        Assert.Equal(version >= 6 ? 4L : -1L, entry.Sid);
        Assert.Equal(version >= 7 ? "/usr/bin/sh" : "", Text(entry.ExePath));
        Assert.Equal(version >= 8 ? 9L : -1L, entry.Vpgid);
        Assert.Equal((uint.MaxValue, -1L), (entry.LoginUid, entry.Pgid));
    }

    [Fact]
    public void The_last_members_of_a_process_are_read_as_far_as_they_are_there()
    {
        byte[][] tail =
        [
            Bytes(99UL), Bytes(34816u), Bytes(1000u), [1], Bytes(1UL), Bytes(2UL), Bytes(3UL), [1], Bytes(4UL), Bytes(5UL), Bytes(6UL), [1], [1],
            Bytes(77L),
        ];
        var whole = Entry([Thread(8, 7), .. tail]);
        var entry = new CaptureBuilder().Block(BlockType.ProcessListV9, whole).Metadata<ProcessList>().Entries.Single();
        Assert.Equal((99UL, 34816u, 1000u, true), (entry.PidnsInitStartTimestamp, entry.Tty, entry.LoginUid, entry.ExeWritable));
        Assert.Equal((1UL, 2UL, 3UL), (entry.CapInheritable, entry.CapPermitted, entry.CapEffective));
        Assert.Equal((true, 4UL, 5UL, 6UL), (entry.ExeUpperLayer, entry.ExeIno, entry.ExeInoCtime, entry.ExeInoMtime));
        Assert.Equal((true, true, 77L), (entry.ExeFromMemfd, entry.ExeLowerLayer, entry.Pgid));

        var withoutPgid = new CaptureBuilder().Block(BlockType.ProcessListV9, Entry([Thread(8, 7), .. tail[..^1]])).Metadata<ProcessList>().Entries.Single();
        Assert.Equal((true, -1L, 34816u), (withoutPgid.ExeLowerLayer, withoutPgid.Pgid, withoutPgid.Tty));

        // The two first members came later than those behind them: where 29 bytes or fewer are left they are not there.
        var early = new CaptureBuilder().Block(BlockType.ProcessListV9, Entry([Thread(8, 7), .. tail[2..7]])).Metadata<ProcessList>().Entries.Single();
        Assert.Equal((0UL, 0u, 1000u, true, 3UL), (early.PidnsInitStartTimestamp, early.Tty, early.LoginUid, early.ExeWritable, early.CapEffective));
    }

    [Fact]
    public void What_newer_recorders_add_to_an_entry_is_passed_over()
    {
        byte[] more = new byte[400];
        var processes = new CaptureBuilder().Block(BlockType.ProcessListV9, Entry(Thread(8, 7), more), Entry(Thread(8, 8), more)).Metadata<ProcessList>();
        Assert.Equal([7L, 8L], processes.Entries.Select(e => e.Tid));
        var fds = new CaptureBuilder().Block(BlockType.FdListV2, 7L, Entry(1L, 2UL, (byte)7, "a", more), Entry(2L, 2UL, (byte)7, "b", more))
            .Metadata<FdList>();
        Assert.Equal(["a", "b"], fds.Entries.Select(e => Text(e.Name)));
        var users = new CaptureBuilder().Block(BlockType.UserListV2, Entry((byte)0, 1u, 2u, "a", "b", "c", more), Entry((byte)1, 3u, "g", more))
            .Metadata<UserList>();
        Assert.Equal((1, 1), (users.Users.Count, users.Groups.Count));
    }

    [Fact]
    public void A_long_process_list_comes_in_parts_and_whole()
    {
        var threads = Enumerable.Range(1, 20_000).Select(tid => (object)Thread(9, tid)).ToArray();
        var content = new CaptureBuilder().Block(BlockType.ProcessListV9, threads).Event(EventType.DROP_E, 1u).Read();
        var lists = content.Metadata.OfType<ProcessList>().ToList();
        Assert.True(lists.Count > 5);
        Assert.Equal(Enumerable.Range(1, 20_000).Select(tid => (long)tid), lists.SelectMany(l => l.Entries).Select(e => e.Tid));
        Assert.Single(content.Events);
    }

    [Theory]
    [InlineData(0x203u)]
    [InlineData(0x8001ABCDu)]
    [InlineData(0x218u)]
    public void Descriptors_of_every_kind_are_read(uint type)
    {
        var hasLengths = type == 0x218;
        byte[] V6(byte last) => [0x20, 1, .. new byte[13], last];
        object[] Of(byte kind, long fd, params object[] members)
            => [hasLengths ? Entry([fd, 100UL + (ulong)fd, kind, .. members]) : Bytes([fd, 100UL + (ulong)fd, kind, .. members])];
        object[] entries =
        [
            .. Of(3, 3, Bytes((byte)10, (byte)0, (byte)0, (byte)1), 0x0200000Au, (ushort)80, (ushort)443, (byte)1),
            .. Of(4, 4, V6(1), V6(2), (ushort)81, (ushort)444, (byte)2),
            .. Of(5, 5, 0x0100007Fu, (ushort)22, (byte)1),
            .. Of(6, 6, V6(3), (ushort)23, (byte)1),
            .. Of(8, 7, 0xFFFF8800UL, 0xFFFF8801UL, "/run/sock"),
            .. hasLengths ? Of(16, 8, 0x41u, "/etc/passwd", 0x801u) : Of(16, 8, 0x41u, "/etc/passwd"),
            .. Of(7, 9, "pipe:[1]"),
            .. Of(0, 10),
            .. Of(21, 11, "pidfd:[5]"),
        ];
        var list = new CaptureBuilder().Block((BlockType)type, [7L, .. entries]).Metadata<FdList>();
        Assert.Equal(7, list.Tid);
        Assert.Equal([3L, 4, 5, 6, 7, 8, 9, 10, 11], list.Entries.Select(e => e.Fd));
        Assert.Equal(list.Entries.Select(e => 100 + (ulong)e.Fd), list.Entries.Select(e => e.Inode));
        Assert.Equal([(byte)3, 4, 5, 6, 8, 16, 7, 0, 21], list.Entries.Select(e => e.Type));
        Assert.Equal(((UInt128)0x0100000Au, (UInt128)0x0200000Au), (list.Entries[0].SourceAddress, list.Entries[0].DestinationAddress));
        Assert.Equal(((ushort)80, (ushort)443, (byte)1), (list.Entries[0].SourcePort, list.Entries[0].DestinationPort, list.Entries[0].L4Protocol));
        Assert.Equal(((ushort)81, (ushort)444), (list.Entries[1].SourcePort, list.Entries[1].DestinationPort));
        Assert.Equal(list.Entries[1].SourceAddress + (UInt128.One << 120), list.Entries[1].DestinationAddress);
        Assert.Equal(((UInt128)0x0100007Fu, (ushort)22), (list.Entries[2].SourceAddress, list.Entries[2].SourcePort));
        Assert.Equal((ushort)23, list.Entries[3].SourcePort);
        Assert.Equal(((UInt128)0xFFFF8800UL, "/run/sock"), (list.Entries[4].SourceAddress, Text(list.Entries[4].Name)));
        Assert.Equal((0x41u, "/etc/passwd", hasLengths ? 0x801u : 0), (list.Entries[5].OpenFlags, Text(list.Entries[5].Name), list.Entries[5].Device));
        Assert.Equal(["pipe:[1]", "", "pidfd:[5]"], list.Entries.Skip(6).Select(e => Text(e.Name)));
    }

    [Fact]
    public void Descriptors_of_kinds_to_come_are_kept()
    {
        var list = new CaptureBuilder().Block(BlockType.FdListV2, 7L, Entry(3L, 1UL, (byte)200, "new"), Entry(4L, 1UL, (byte)7, "pipe"))
            .Metadata<FdList>();
        Assert.Equal(["unknown-type:[200]", "pipe"], list.Entries.Select(e => Text(e.Name)));
    }

    [Theory]
    [InlineData(0x206u)]
    [InlineData(0x8012ABCDu)]
    [InlineData(0x220u)]
    public void Users_and_groups_are_read(uint type)
    {
        byte[] Of(params object[] members) => type == 0x220 ? Entry(members) : Bytes(members);
        var list = new CaptureBuilder()
            .Block((BlockType)type, Of((byte)0, 0u, 0u, "root", "/root", "/bin/sh"), Of((byte)1, 5u, "tty"), Of((byte)0, 7u, 8u, "lp", "/", ""))
            .Metadata<UserList>();
        Assert.Equal(["root 0 0 /root /bin/sh", "lp 7 8 / "], list.Users.Select(u => $"{u.Name} {u.Uid} {u.Gid} {u.Home} {u.Shell}"));
        Assert.Equal(["tty 5"], list.Groups.Select(g => $"{g.Name} {g.Gid}"));
    }

    [Theory]
    [InlineData(0x205u)]
    [InlineData(0x8011ABCDu)]
    [InlineData(0x219u)]
    public void Interfaces_are_read(uint type)
    {
        // The length of an interface's entry is the only one that does not count itself.
        byte[] Of(params object[] members) => type == 0x219 ? Bytes(Bytes(members).Length, Bytes(members)) : Bytes(members);
        byte[] v6 = [0xFE, 0x80, .. new byte[14]];
        var list = new CaptureBuilder()
            .Block(
                (BlockType)type,
                Of((ushort)1, (ushort)2, 0x0100007Fu, 0x000000FFu, 0xFFFFFF7Fu, 10UL, "lo"u8.ToArray()),
                Of((ushort)2, (ushort)4, v6, v6, v6, 20UL, "eth0"u8.ToArray()),
                Of((ushort)3, (ushort)4, 0x0200000Au, 0u, 0u, "eth1"u8.ToArray()),
                Of((ushort)4, (ushort)4, v6, v6, v6, "eth2"u8.ToArray()))
            .Metadata<InterfaceList>();
        Assert.Equal(["lo 4 10", "eth0 16 20", "eth1 4 0", "eth2 16 0"], list.Entries.Select(e => $"{e.Name} {e.Address.Span.Length} {e.LinkSpeed}"));
        Assert.Equal([127, 0, 0, 1], list.Entries[0].Address.Span.ToArray());
    }

    [Fact]
    public void Blocks_of_unknown_kinds_are_passed_over()
    {
        var content = new CaptureBuilder().Block((BlockType)0x999, new byte[37]).Event(EventType.DROP_E, 1u).Block((BlockType)0x5, 1u)
            .Event(EventType.DROP_E, 2u).Read();
        Assert.Equal(["1 DROP_E", "2 DROP_E"], content.Numbered);
        Assert.Empty(content.Metadata);
        Assert.Null(content.Error);
    }

    [Theory]
    [InlineData("process list", 0x202u)]
    [InlineData("process list", 0x215u)]
    [InlineData("descriptor list", 0x203u)]
    [InlineData("descriptor list", 0x218u)]
    [InlineData("user list", 0x206u)]
    [InlineData("user list", 0x220u)]
    [InlineData("interface list", 0x205u)]
    [InlineData("interface list", 0x219u)]
    public void An_entry_that_does_not_fit_into_its_block_is_an_error_that_says_where(string list, uint type)
    {
        byte[] all = [.. Enumerable.Repeat((byte)0x7F, 30)];
        var builder = new CaptureBuilder();
        var at = builder.Length;
        var error = builder.Block((BlockType)type, all).Event(EventType.DROP_E, 1u).Error();
        Assert.Contains($"an entry of the {list} does not fit into its block", error.Reason, StringComparison.Ordinal);
        Assert.InRange(error.Offset, at + 8, at + 40);
    }

    private static string Text(Utf8 text) => Encoding.UTF8.GetString(text.Span);

    private static byte[] Thread(int version, long tid)
    {
        // In the format's order, with the version that introduced a member.
        (int Since, object Member)[] members =
        [
            (1, tid), (1, 6L), (1, 5L), (6, 4L), (8, 9L), (1, "sh"), (1, "/bin/sh"), (7, "/usr/bin/sh"), (1, "-c\0true\0"), (1, "/tmp"), (1, 64L),
            (1, 1u), (1, 1000u), (1, 1001u), (2, 10u), (2, 11u), (2, 12u), (2, 13UL), (2, 14UL), (3, "A=1\0"), (4, 2L), (4, 3L), (4, "cpu=/\0"),
            (5, "/"),
        ];
        object[] present = [.. members.Where(m => m.Since <= version).Select(m => m.Member)];
        return version >= 9 ? Entry(present) : Bytes(present);
    }
}
