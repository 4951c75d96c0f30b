using Falco.Engine.Capture;
using Falco.Engine.Events;

namespace Falco.Engine.State;

/// <summary>Users and groups, of the host (empty container id) and of containers.</summary>
internal sealed class UserTable
{
    private readonly Dictionary<(Utf8 Container, uint Id), UserEntry> _users = [];
    private readonly Dictionary<(Utf8 Container, uint Id), GroupEntry> _groups = [];

    /// <summary>The user, or null where nothing is known of it.</summary>
    public UserEntry? FindUser(Utf8 containerId, uint uid) => _users.GetValueOrDefault((containerId, uid));

    /// <summary>The group, or null where nothing is known of it.</summary>
    public GroupEntry? FindGroup(Utf8 containerId, uint gid) => _groups.GetValueOrDefault((containerId, gid));
}
