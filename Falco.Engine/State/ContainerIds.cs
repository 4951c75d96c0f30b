using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Falco.Engine.Events;

namespace Falco.Engine.State;

/// <summary>The id of the container that cgroups belong to, and its type where the path alone says it.</summary>
internal readonly record struct ContainerMatch(Utf8 Id, int Type);

/// <summary>
/// Finds containers by their cgroup paths: what podman, docker, CRI engines, containerd, LXC, libvirt and BPM make of them.
/// </summary>
internal sealed class ContainerIds(ContainerEngines? engines = null)
{
    private const int MaxCached = 4096;
    private const int FullLength = 64;
    private const int ShortLength = 12;

    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);
    private static readonly SearchValues<byte> BpmName =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-"u8);

    private readonly ContainerEngines _engines = engines ?? new ContainerEngines();
    private readonly ContainerMatch _static =
        engines?.Static is { } known ? new ContainerMatch(Utf8.From(known.Id), ContainerType.Static) : default;

    // Processes of one container share their cgroups, so few distinct ones are ever looked at.
    private readonly Dictionary<Utf8, ContainerMatch> _known = [];
    private readonly (Utf8 Cgroups, ContainerMatch Match)[] _recent = new (Utf8, ContainerMatch)[16];

    /// <summary>The container of a thread with these cgroups; the id is empty for the host.</summary>
    public ContainerMatch Match(Utf8 cgroups)
    {
        if (!_static.Id.IsEmpty)
        {
            return _static;
        }

        if (cgroups.IsEmpty)
        {
            return default;
        }

        var bytes = cgroups.Span;
        ref var recent = ref _recent[(bytes.Length + bytes[^1] + bytes[bytes.Length / 2]) & (_recent.Length - 1)];
        if (cgroups.Length == recent.Cgroups.Length
            && Unsafe.AreSame(ref MemoryMarshal.GetReference(bytes), ref MemoryMarshal.GetReference(recent.Cgroups.Span)))
        {
            return recent.Match;
        }

        if (!_known.TryGetValue(cgroups, out var match))
        {
            match = Find(bytes);
            if (_known.Count >= MaxCached)
            {
                _known.Clear();
            }

            _known.Add(cgroups, match);
        }

        recent = (cgroups, match);
        return match;
    }

    /// <summary>What is known of a container without anybody being asked.</summary>
    public Container Describe(ContainerMatch match)
        => _engines.Static is { } known ? Describe(match, known) : new Container { Id = match.Id, Type = match.Type };

    private static Container Describe(ContainerMatch match, StaticContainer known)
    {
        var (name, digest) = Split(known.Image, known.Image.IndexOf('@', StringComparison.Ordinal));
        var colon = name.LastIndexOf(':');
        var (repository, tag) = Split(name, colon > name.LastIndexOf('/') ? colon : -1);
        return new Container
        {
            Id = match.Id,
            Type = match.Type,
            Name = Utf8.From(known.Name),
            Image = Utf8.From(known.Image),
            ImageRepository = Utf8.From(repository),
            ImageTag = Utf8.From(tag),
            ImageDigest = Utf8.From(digest),
        };
    }

    private static (string Before, string After) Split(string text, int at) => at < 0 ? (text, "") : (text[..at], text[(at + 1)..]);

    private ContainerMatch Find(ReadOnlySpan<byte> cgroups)
    {
        foreach (var range in cgroups.Split((byte)0))
        {
            var entry = cgroups[range];
            var path = entry[(entry.IndexOf((byte)'=') + 1)..];
            if (!path.IsEmpty && TryMatchPath(path, out var id, out var type) && !id.IsEmpty)
            {
                return new ContainerMatch(Utf8.Copy(id), type);
            }
        }

        return default;
    }

    private bool TryMatchPath(ReadOnlySpan<byte> path, out ReadOnlySpan<byte> id, out int type)
    {
        type = ContainerType.Unknown;
        if ((_engines.Podman && IsPodman(path, out id))
            || (_engines.Docker && IsDocker(path, out id))
            || (_engines.Cri && IsCri(path, out id))
            || (_engines.Containerd && IsContainerd(path, out id)))
        {
            return true;
        }

        if (_engines.Lxc && IsLxc(path, out id))
        {
            type = ContainerType.Lxc;
            return true;
        }

        if (_engines.LibvirtLxc && IsLibvirt(path, out id))
        {
            type = ContainerType.LibvirtLxc;
            return true;
        }

        type = ContainerType.Bpm;
        id = default;
        return _engines.Bpm && IsBpm(path, out id);
    }

    private static bool IsPodman(ReadOnlySpan<byte> path, out ReadOnlySpan<byte> id)
        => EndsWithId(path, "/libpod-"u8, ".scope"u8, out id)
            || EndsWithId(path, "/libpod-"u8, ".scope/container"u8, out id)
            || EndsWithId(path, "/libpod-"u8, default, out id)
            || EndsWithId(path, "/libpod-payload-"u8, ".scope"u8, out id)
            || EndsWithId(path, "/libpod-payload-"u8, ".scope/container"u8, out id)
            || EndsWithId(path, "/libpod-payload-"u8, default, out id);

    private static bool IsDocker(ReadOnlySpan<byte> path, out ReadOnlySpan<byte> id)
        => EndsWithId(path, "/"u8, default, out id) || EndsWithId(path, "/docker-"u8, ".scope"u8, out id);

    /// <summary>Kubernetes may have docker make its containers, by way of cri-dockerd.</summary>
    private static bool IsCri(ReadOnlySpan<byte> path, out ReadOnlySpan<byte> id)
        => IsDocker(path, out id)
            || EndsWithId(path, "/crio-"u8, default, out id)
            || EndsWithId(path, "/cri-containerd-"u8, ".scope"u8, out id)
            || EndsWithId(path, "/crio-"u8, ".scope"u8, out id)
            || EndsWithId(path, ":cri-containerd:"u8, default, out id)
            || EndsWithId(path, "/nerdctl-"u8, ".scope"u8, out id);

    /// <summary>
    /// Containers of containerd's own client: <c>/namespace/id</c>, where the id is any name. What systemd makes looks alike.
    /// </summary>
    private static bool IsContainerd(ReadOnlySpan<byte> path, out ReadOnlySpan<byte> id)
    {
        id = default;
        if (!TryFindNamespace(path, out var prefix))
        {
            return false;
        }

        if (EndsWithId(path, prefix, default, out id))
        {
            return true;
        }

        var name = path[(path.LastIndexOf(prefix) + prefix.Length)..];
        if (name.Length is 0 or > FullLength || path.EndsWith(".service"u8) || path.EndsWith(".slice"u8) || path.EndsWith(".scope"u8))
        {
            return false;
        }

        id = name[..Math.Min(name.Length, ShortLength)];
        return true;
    }

    /// <summary>The first part of the path that may be a namespace, with the slashes around it.</summary>
    private static bool TryFindNamespace(ReadOnlySpan<byte> path, out ReadOnlySpan<byte> part)
    {
        for (var start = 0; start < path.Length; start++)
        {
            if (path[start] != '/')
            {
                continue;
            }

            var rest = path[(start + 1)..];
            var length = rest.IndexOf((byte)'/');
            if (length < 0)
            {
                break;
            }

            if (IsNamespace(rest[..length]))
            {
                part = path.Slice(start, length + 2);
                return true;
            }
        }

        part = default;
        return false;
    }

    /// <summary>Letters and digits with single dots, underscores or hyphens between them.</summary>
    private static bool IsNamespace(ReadOnlySpan<byte> name)
    {
        var separated = true;
        foreach (var b in name)
        {
            if (char.IsAsciiLetterOrDigit((char)b))
            {
                separated = false;
            }
            else if (separated || b is not ((byte)'.' or (byte)'_' or (byte)'-'))
            {
                return false;
            }
            else
            {
                separated = true;
            }
        }

        return !separated;
    }

    private static bool IsLxc(ReadOnlySpan<byte> path, out ReadOnlySpan<byte> id)
        => TryAfter(path, "/lxc/"u8, out id) || TryAfter(path, "/lxc.payload/"u8, out id) || TryAfter(path, "/lxc.payload."u8, out id);

    private static bool TryAfter(ReadOnlySpan<byte> path, ReadOnlySpan<byte> mark, out ReadOnlySpan<byte> id)
    {
        var at = path.IndexOf(mark);
        if (at < 0)
        {
            id = default;
            return false;
        }

        id = path[(at + mark.Length)..];
        var slash = id.IndexOf((byte)'/');
        id = slash < 0 ? id : id[..slash];
        return true;
    }

    private static bool IsLibvirt(ReadOnlySpan<byte> path, out ReadOnlySpan<byte> id)
    {
        id = default;
        var at = path.IndexOf(".libvirt-lxc"u8);
        if (at >= 0 && at == path.Length - ".libvirt-lxc"u8.Length)
        {
            var slash = path.LastIndexOf((byte)'/');
            if (slash >= 0 && slash < at)
            {
                id = path[(slash + 1)..at];
                return true;
            }
        }

        // systemd writes hyphens as \x2d.
        at = path.IndexOf(@"-lxc\x2"u8);
        if (at >= 0)
        {
            var end = path.IndexOf(".scope/libvirt"u8) >= 0 ? ".scope/libvirt"u8 : ".scope"u8;
            var stop = path.IndexOf(end);
            var start = at + @"-lxc\x2"u8.Length + 1;
            if (stop >= start && stop == path.Length - end.Length)
            {
                id = path[start..stop];
                return true;
            }
        }

        at = path.IndexOf("/libvirt/lxc/"u8);
        if (at < 0)
        {
            return false;
        }

        id = path[(at + "/libvirt/lxc/"u8.Length)..];
        return true;
    }

    private static bool IsBpm(ReadOnlySpan<byte> path, out ReadOnlySpan<byte> id)
    {
        id = default;
        var at = path.IndexOf("bpm-"u8);
        if (at < 0)
        {
            return false;
        }

        var name = path[(at + "bpm-"u8.Length)..];
        var end = name.IndexOf(".scope"u8);
        name = end < 0 ? name : name[..end];
        if (name.IsEmpty || name.ContainsAnyExcept(BpmName))
        {
            return false;
        }

        id = name;
        return true;
    }

    /// <summary>
    /// Whether there is an id of 64 hexadecimal digits between the last prefix and the last suffix; the short form of it.
    /// </summary>
    private static bool EndsWithId(ReadOnlySpan<byte> path, ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> suffix, out ReadOnlySpan<byte> id)
    {
        id = default;
        var start = path.LastIndexOf(prefix);
        if (start < 0)
        {
            return false;
        }

        start += prefix.Length;
        var end = suffix.IsEmpty ? path.Length : path.LastIndexOf(suffix);
        if (end - start != FullLength)
        {
            return false;
        }

        // Falco compares the place of the first other character in the whole path with the length of an id.
        var other = path[start..].IndexOfAnyExcept(HexDigits);
        if (other >= 0 && start + other < FullLength)
        {
            return false;
        }

        id = path.Slice(start, ShortLength);
        return true;
    }
}
