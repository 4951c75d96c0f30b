using Falco.Engine.Events;
using Falco.Engine.State;

namespace Falco.Engine.Fields;

/// <summary>fs.path.*: the path that a call on the file system works on, or its source and target; only of calls that succeeded.</summary>
internal static class FsPathFields
{
    private const int None = -1;

    /// <summary>The path is that of the descriptor (fchmod, fchown).</summary>
    private const int Descriptor = -2;

    private enum Role
    {
        Path,
        Source,
        Target,
    }

    /// <summary>Positions of the parameters that hold an event's paths.</summary>
    private readonly record struct Places(int Path, int Source, int Target);

    private static readonly EventTypeSet PathTypes = EvtTypes.Where(info => PlacesIn(info.Type).Path != None);
    private static readonly EventTypeSet PairTypes = EvtTypes.Where(info => PlacesIn(info.Type).Source != None);

    public static readonly FieldDefinition[] All =
    [
        Field("fs.path.name", "the path that the call works on, made whole with the working directory.", Role.Path, isRaw: false),
        Field("fs.path.nameraw", "the path that the call works on, as the program gave it.", Role.Path, isRaw: true),
        Field("fs.path.source", "the source path of calls with two, made whole with the working directory.", Role.Source, isRaw: false),
        Field("fs.path.sourceraw", "the source path of calls with two, as the program gave it.", Role.Source, isRaw: true),
        Field("fs.path.target", "the target path of calls with two, made whole with the working directory.", Role.Target, isRaw: false),
        Field("fs.path.targetraw", "the target path of calls with two, as the program gave it.", Role.Target, isRaw: true),
    ];

    private static FieldDefinition Field(string name, string description, Role role, bool isRaw)
        => Define.Field(
            name,
            ParamType.CharBuf,
            PrintFormat.Na,
            description,
            (EventContext context, out FieldValue value) => Read(context, role, isRaw, out value),
            types: role == Role.Path ? PathTypes : PairTypes);

    private static bool Read(EventContext context, Role role, bool isRaw, out FieldValue value)
    {
        value = default;
        var type = context.Info.Type;
        var places = PlacesIn(type);
        var place = role switch
        {
            Role.Path => places.Path,
            Role.Source => places.Source,
            _ => places.Target,
        };
        if (place == None || !Succeeded(context) || !TryGetPath(context, place, out var path))
        {
            return false;
        }

        if (!isRaw)
        {
            if (context.Thread is null)
            {
                return false;
            }

            path = Whole(context, role, path);
        }

        value = new FieldValue(path);
        return true;
    }

    /// <summary>Opens count unless they returned exactly -1, all others if they returned 0.</summary>
    private static bool Succeeded(EventContext context)
        => context.Event.TryGetInt64(0, out var result) && (EvtTypes.Open.Contains(context.Info.Type) ? result != -1 : result == 0);

    private static bool TryGetPath(EventContext context, int place, out Utf8 path)
    {
        FieldValue value;
        bool has;
        if (place == Descriptor)
        {
            has = FdName.Read(context, out value);
            path = PrintableText.Of(value.Bytes, context.Scratch);
            return has;
        }

        has = EvtArgFields.TryReadRaw(context, place, out value);
        path = value.Bytes;
        return has;
    }

    private static Utf8 Whole(EventContext context, Role role, Utf8 path)
    {
        if (!path.IsEmpty && path.Span[0] == '/')
        {
            return Paths.Join(default, path.Span, context.Scratch);
        }

        switch (context.Info.Type)
        {
            // The descriptor that the call made knows its path already.
            case EventType.SYSCALL_OPENAT_2_X or EventType.SYSCALL_OPENAT2_X:
                return Paths.Join(default, (context.Fd?.Name ?? ThreadView.Unknown).Span, context.Scratch);

            // The event's descriptor is the directory.
            case EventType.SYSCALL_FCHOWNAT_X or EventType.SYSCALL_FCHMODAT_X or EventType.SYSCALL_MKDIRAT_X
                or EventType.SYSCALL_UNLINKAT_2_X:
                return Paths.Join(EventDirectory(context).Span, path.Span, context.Scratch);

            case EventType.SYSCALL_SYMLINKAT_X:
                var directory = role == Role.Source ? EventDirectory(context) : ThreadView.Unknown;
                return Paths.Join(directory.Span, path.Span, context.Scratch);

            case EventType.SYSCALL_RENAMEAT2_X:
                context.Event.TryGetInt64(role == Role.Target ? 3 : 1, out var directoryFd);
                return Paths.Join(context.Directory(path.Span, directoryFd).Span, path.Span, context.Scratch);

            default:
                return Paths.Join(context.Cwd().Span, path.Span, context.Scratch);
        }
    }

    private static Utf8 EventDirectory(EventContext context)
        => context.Fd is { Type: FdType.Directory } fd ? ThreadView.WithSlash(fd.Name, context.Scratch) : ThreadView.Unknown;

    /// <summary>A link's source is the new name, its target what it points to; a mount's are device and directory.</summary>
    private static Places PlacesIn(EventType type) => type switch
    {
        EventType.SYSCALL_MKDIR_2_X or EventType.SYSCALL_RMDIR_2_X or EventType.SYSCALL_UNLINK_2_X or EventType.SYSCALL_OPEN_X
            or EventType.SYSCALL_CHMOD_X or EventType.SYSCALL_CHOWN_X or EventType.SYSCALL_LCHOWN_X or EventType.SYSCALL_UMOUNT_1_X
            or EventType.SYSCALL_UMOUNT2_X => new Places(1, None, None),
        EventType.SYSCALL_MKDIRAT_X or EventType.SYSCALL_UNLINKAT_2_X or EventType.SYSCALL_OPENAT_2_X or EventType.SYSCALL_OPENAT2_X
            or EventType.SYSCALL_FCHMODAT_X or EventType.SYSCALL_FCHOWNAT_X => new Places(2, None, None),
        EventType.SYSCALL_FCHMOD_X or EventType.SYSCALL_FCHOWN_X => new Places(Descriptor, None, None),
        EventType.SYSCALL_QUOTACTL_X => new Places(1, None, None),
        EventType.SYSCALL_RENAME_X => new Places(None, 1, 2),
        EventType.SYSCALL_RENAMEAT_X or EventType.SYSCALL_RENAMEAT2_X => new Places(None, 2, 4),
        EventType.SYSCALL_LINK_2_X => new Places(None, 2, 1),
        EventType.SYSCALL_LINKAT_2_X => new Places(None, 4, 2),
        EventType.SYSCALL_SYMLINK_X => new Places(None, 2, 1),
        EventType.SYSCALL_SYMLINKAT_X => new Places(None, 3, 1),
        EventType.SYSCALL_MOUNT_X => new Places(None, 1, 2),
        _ => new Places(None, None, None),
    };
}
