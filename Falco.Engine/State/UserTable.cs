using Falco.Engine.Capture;
using Falco.Engine.Events;

namespace Falco.Engine.State;

/// <summary>Users and groups, of the host (empty container id) and of containers.</summary>
internal sealed class UserTable
{
    private readonly Dictionary<(Utf8 Container, uint Id), UserEntry> _users = [];
    private readonly Dictionary<(Utf8 Container, uint Id), GroupEntry> _groups = [];

    /// <summary>Grows with every change.</summary>
    public int Version { get; private set; }

    /// <summary>All users, by container and id.</summary>
    public IReadOnlyDictionary<(Utf8 Container, uint Id), UserEntry> Users => _users;

    /// <summary>All groups, by container and id.</summary>
    public IReadOnlyDictionary<(Utf8 Container, uint Id), GroupEntry> Groups => _groups;

    /// <summary>The user, or null where nothing is known of it.</summary>
    public UserEntry? FindUser(Utf8 containerId, uint uid) => _users.GetValueOrDefault((containerId, uid));

    /// <summary>The group, or null where nothing is known of it.</summary>
    public GroupEntry? FindGroup(Utf8 containerId, uint gid) => _groups.GetValueOrDefault((containerId, gid));

    /// <summary>Takes a user over, in the place of one with the same id. Entries of a name service ("+name") are left out.</summary>
    public void SetUser(Utf8 containerId, UserEntry user)
    {
        if (!IsNameServiceEntry(user.Name))
        {
            _users[(containerId, user.Uid)] = user;
            Version++;
        }
    }

    /// <summary>Takes a group over, in the place of one with the same id.</summary>
    public void SetGroup(Utf8 containerId, GroupEntry group)
    {
        if (!IsNameServiceEntry(group.Name))
        {
            _groups[(containerId, group.Gid)] = group;
            Version++;
        }
    }

    public void RemoveUser(Utf8 containerId, uint uid)
    {
        _users.Remove((containerId, uid));
        Version++;
    }

    public void RemoveGroup(Utf8 containerId, uint gid)
    {
        _groups.Remove((containerId, gid));
        Version++;
    }

    public void Clear()
    {
        _users.Clear();
        _groups.Clear();
        Version++;
    }

    private static bool IsNameServiceEntry(Utf8 name) => !name.IsEmpty && name.Span[0] is (byte)'+' or (byte)'-';
}
