using System.Buffers.Binary;
using Falco.Engine.Events;
using Falco.Engine.State;

namespace Falco.Engine.Fields;

/// <summary>
/// An event's parameter as text. It has two forms: the plain one (a number, a path as given) and, for many types, a resolved one
/// (the name of an error, the file behind a descriptor, the whole path). evt.args shows both, <c>fd=3(&lt;f&gt;/etc/passwd)</c>;
/// evt.arg shows the resolved one where there is one. Targets must not be the context's scratch room, which is used on the way.
/// </summary>
internal static class ParamText
{
    private static readonly Utf8 Root = Utf8.From("root");

    private static ReadOnlySpan<byte> NotAvailable => "<NA>"u8;

    /// <summary>
    /// The parameters that count: a record from a newer schema may carry more than the table names, an older one fewer.
    /// </summary>
    public static int ParamCount(EventContext context) => Math.Min(context.Event.ParamCount, context.Info.Params.Length);

    /// <summary>Appends all parameters: <c>name=plain(resolved)</c> with spaces between them.</summary>
    public static void AppendAll(ScratchText target, EventContext context)
    {
        var count = ParamCount(context);
        for (var i = 0; i < count; i++)
        {
            if (i > 0)
            {
                target.Append((byte)' ');
            }

            target.Append(context.Info.Params[i].Name).Append((byte)'=');
            AppendPlain(target, context, i);

            var before = target.Length;
            target.Append((byte)'(');
            AppendResolved(target, context, i);
            if (target.Length == before + 1)
            {
                target.Truncate(before);
            }
            else
            {
                target.Append((byte)')');
            }
        }
    }

    /// <summary>Appends the resolved form, or the plain one where there is none.</summary>
    public static void AppendBest(ScratchText target, EventContext context, int index)
    {
        var before = target.Length;
        AppendResolved(target, context, index);
        if (target.Length == before)
        {
            AppendPlain(target, context, index);
        }
    }

    /// <summary>Appends the plain form of a parameter that the event has.</summary>
    public static void AppendPlain(ScratchText target, EventContext context, int index)
    {
        var info = context.Info.Params[index];
        var bytes = context.Event.Param(index);
        var type = info.Type;
        if (IsNull(type, bytes))
        {
            target.Append(NotAvailable);
            return;
        }

        if (bytes.IsEmpty)
        {
            target.Append(type is ParamType.ByteBuf or ParamType.SockTuple or ParamType.FdList or ParamType.Dyn
                ? "NULL"u8
                : NotAvailable);
            return;
        }

        if (type == ParamType.Dyn)
        {
            type = DynamicParam.TypeOf(context.Event.Type, bytes[0]);
            bytes = bytes[1..];
        }

        switch (type)
        {
            case ParamType.CharBuf:
                target.Append(PrintableText.UpToNul(bytes));
                break;
            case ParamType.FsPath or ParamType.FsRelPath:
                PrintableText.Append(target, PrintableText.UpToNul(bytes));
                break;
            case ParamType.ByteBuf:
                FieldText.AppendPrintable(target, bytes);
                break;
            case ParamType.SockAddr:
                SocketText.AppendAddress(target, bytes);
                break;
            case ParamType.SockTuple:
                SocketText.AppendTuple(target, bytes);
                break;
            case ParamType.FdList:
                AppendFdList(target, context, bytes);
                break;
            case ParamType.Dyn:
                target.Append("INVALID DYNAMIC PARAMETER"u8);
                break;
            default:
                AppendNumber(target, type, info.Format, bytes);
                break;
        }
    }

    /// <summary>Appends the resolved form of a parameter that the event has; nothing where there is none.</summary>
    public static void AppendResolved(ScratchText target, EventContext context, int index)
    {
        var info = context.Info.Params[index];
        var bytes = context.Event.Param(index);
        if (bytes.IsEmpty)
        {
            return;
        }

        var type = info.Type;
        if (type == ParamType.Dyn)
        {
            type = DynamicParam.TypeOf(context.Event.Type, bytes[0]);
            bytes = bytes[1..];
        }

        if (type is ParamType.FsPath or ParamType.FsRelPath)
        {
            AppendWholePath(target, context, info, bytes);
            return;
        }

        if (!FieldText.IsNumber(type) || !FieldText.TryRead(type, bytes, out var value))
        {
            return;
        }

        switch (type)
        {
            case ParamType.Fd:
                AppendDescriptor(target, context, value.Signed);
                break;
            case ParamType.Pid:
                if (context.Tree.Threads.Find(value.Signed) is { } thread)
                {
                    target.Append(thread.Comm.Span);
                }

                break;
            case ParamType.Errno:
                AppendError(target, value.Signed);
                break;
            case ParamType.SyscallId when value.Number < (ulong)Syscalls.All.Length:
                target.Append(Syscalls.NameOf((int)value.Number).Span);
                break;
            case ParamType.SigType:
                target.Append(Signal.NameOf((int)value.Number));
                break;
            case ParamType.RelTime when value.Number != ulong.MaxValue:
                target.Append(value.Number / 1e9, "g6").Append((byte)'s');
                break;
            case ParamType.Flags8 or ParamType.Flags16 or ParamType.Flags32:
                FlagText.AppendFlags(target, info.Symbols, (uint)value.Number);
                break;
            case ParamType.EnumFlags8 or ParamType.EnumFlags16 or ParamType.EnumFlags32:
                FlagText.AppendEnum(target, info.Symbols, (uint)value.Number);
                break;
            case ParamType.Mode:
                FlagText.AppendMode(target, info.Symbols, (uint)value.Number);
                break;
            case ParamType.Uid:
                AppendUser(target, context, (uint)value.Number);
                break;
            case ParamType.Gid:
                AppendGroup(target, context, (uint)value.Number);
                break;
        }
    }

    /// <summary>A path or string that was NULL in the program: empty, or "(NULL)" in old captures.</summary>
    public static bool IsNull(ParamType type, ReadOnlySpan<byte> bytes)
        => type is ParamType.CharBuf or ParamType.FsPath or ParamType.FsRelPath && (bytes.IsEmpty || bytes.SequenceEqual("(NULL)\0"u8));

    private static void AppendNumber(ScratchText target, ParamType type, PrintFormat format, ReadOnlySpan<byte> bytes)
    {
        if (type is ParamType.Fd32 or ParamType.Pid32)
        {
            target.Append("(n.a.)"u8);
            return;
        }

        if (!FieldText.TryRead(type, bytes, out var value))
        {
            target.Append(NotAvailable);
            return;
        }

        switch (type)
        {
            case ParamType.Int8 or ParamType.Int16 or ParamType.Int32 or ParamType.UInt8 or ParamType.UInt16 or ParamType.UInt32
                or ParamType.Mode:
                AppendFormatted(target, format, (int)value.Number, (uint)value.Number);
                break;
            case ParamType.Int64 or ParamType.UInt64:
                AppendFormatted(target, format, value.Signed, value.Number);
                break;
            case ParamType.Fd or ParamType.Pid or ParamType.Errno:
                target.Append(value.Signed);
                break;
            case ParamType.Uid or ParamType.Gid:
                target.Append((int)value.Number);
                break;
            case ParamType.SyscallId when value.Number >= (ulong)Syscalls.All.Length:
                target.Append("<unknown syscall>"u8);
                break;
            case ParamType.RelTime when value.Number == ulong.MaxValue:
                target.Append("none"u8);
                break;
            case ParamType.AbsTime:
                EventTime.AppendDateTime(target, value.Number);
                break;
            case ParamType.SigSet:
                FlagText.AppendSignals(target, (uint)value.Number);
                break;
            case ParamType.SyscallId or ParamType.SigType or ParamType.RelTime
                or ParamType.Flags8 or ParamType.Flags16 or ParamType.Flags32
                or ParamType.EnumFlags8 or ParamType.EnumFlags16 or ParamType.EnumFlags32:
                target.Append(value.Number);
                break;
            default:
                target.Append("(n.a.)"u8);
                break;
        }
    }

    /// <summary>Appends a number in the parameter's format; decimals are signed even where the type is not, as in Falco.</summary>
    private static void AppendFormatted(ScratchText target, PrintFormat format, long signed, ulong unsigned)
    {
        switch (format)
        {
            case PrintFormat.Oct:
                if (unsigned != 0)
                {
                    target.Append((byte)'0');
                }

                FieldText.AppendOctal(target, unsigned);
                break;
            case PrintFormat.Hex:
                target.Append(unsigned, "X");
                break;
            case PrintFormat.PaddedDec:
                target.Append(signed, signed < 0 ? "D8" : "D9");
                break;
            default:
                target.Append(signed);
                break;
        }
    }

    private static void AppendWholePath(ScratchText target, EventContext context, ParamInfo info, ReadOnlySpan<byte> bytes)
    {
        var path = PrintableText.UpToNul(bytes);
        if (context.Thread is null || path.IsEmpty || path[0] == '/' || path.SequenceEqual(NotAvailable) || IsNull(info.Type, bytes))
        {
            return;
        }

        var whole = Paths.Join(BaseDirectory(context, info).Span, path, context.Scratch);
        PrintableText.Append(target, whole.Span);
    }

    /// <summary>
    /// The directory that a relative path starts from: the working directory, or that of the descriptor that the schema names;
    /// none where the descriptor is not known.
    /// </summary>
    private static Utf8 BaseDirectory(EventContext context, ParamInfo info)
    {
        var isDirectoryFd = info.Type == ParamType.FsRelPath
            && (uint)info.DirFdIndex < (uint)context.Info.Params.Length
            && context.Info.Params[info.DirFdIndex].Type == ParamType.Fd;
        if (!isDirectoryFd
            || !context.Event.TryGetInt64(info.DirFdIndex, out var directoryFd)
            || directoryFd == ThreadView.WorkingDirectory)
        {
            return context.Cwd();
        }

        return context.FindFd(directoryFd) is { } directory
            ? ThreadView.WithSlash(PrintableText.Of(directory.Name, context.Scratch), context.Scratch)
            : default;
    }

    private static void AppendDescriptor(ScratchText target, EventContext context, long fd)
    {
        if (context.Thread is null)
        {
            return;
        }

        if (fd == ThreadView.WorkingDirectory)
        {
            target.Append("AT_FDCWD"u8);
        }
        else if (fd < 0)
        {
            AppendError(target, fd);
        }
        else if (context.FindFd(fd) is { } info)
        {
            target.Append((byte)'<').Append(FdTypeNames.Char(info.Type));
            var protocol = info.Protocol switch
            {
                L4Protocol.Tcp => 't',
                L4Protocol.Udp => 'u',
                L4Protocol.Icmp => 'i',
                L4Protocol.Raw => 'r',
                _ => '\0',
            };
            if (protocol != '\0')
            {
                target.Append((byte)protocol);
            }

            target.Append((byte)'>');
            PrintableText.Append(target, info.Name.Span);
        }
    }

    private static void AppendError(ScratchText target, long value)
    {
        if (value < 0)
        {
            target.Append(Errno.NameOf(-(int)value));
        }
    }

    private static void AppendUser(ScratchText target, EventContext context, uint uid)
    {
        if (uid == uint.MaxValue)
        {
            target.Append("<NONE>"u8);
            return;
        }

        var user = context.Thread is { } thread ? context.Tree.Users.FindUser(thread.ContainerId, uid) : null;
        AppendName(target, user?.Name ?? RootOfHost(context, uid));
    }

    private static void AppendGroup(ScratchText target, EventContext context, uint gid)
    {
        if (gid == uint.MaxValue)
        {
            target.Append("<NONE>"u8);
            return;
        }

        var group = context.Thread is { } thread ? context.Tree.Users.FindGroup(thread.ContainerId, gid) : null;
        AppendName(target, group?.Name ?? RootOfHost(context, gid));
    }

    /// <summary>The host's user 0 needs no list of users; a container's does.</summary>
    private static Utf8 RootOfHost(EventContext context, uint id)
        => id == 0 && context.Thread is { ContainerId.IsEmpty: true } ? Root : default;

    private static void AppendName(ScratchText target, Utf8 name)
    {
        if (name.IsEmpty)
        {
            target.Append(NotAvailable);
        }
        else
        {
            PrintableText.Append(target, name.Span);
        }
    }

    /// <summary>Appends polled descriptors: number, type and event mask of each.</summary>
    private static void AppendFdList(ScratchText target, EventContext context, ReadOnlySpan<byte> bytes)
    {
        if (context.Thread is null || bytes.Length < 2)
        {
            return;
        }

        var count = BinaryPrimitives.ReadUInt16LittleEndian(bytes);
        bytes = bytes[2..];
        for (var i = 0; i < count && bytes.Length >= 10; i++, bytes = bytes[10..])
        {
            if (i > 0)
            {
                target.Append((byte)' ');
            }

            var fd = BinaryPrimitives.ReadInt64LittleEndian(bytes);
            var type = context.FindFd(fd) is { } info ? FdTypeNames.Char(info.Type) : (byte)'?';
            target.Append((ulong)fd).Append((byte)':').Append(type);
            target.Append((uint)BinaryPrimitives.ReadInt16LittleEndian(bytes[8..]), "x");
        }
    }
}
