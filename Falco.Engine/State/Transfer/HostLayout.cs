using Falco.Engine.Capture;
using Falco.Engine.Events;

namespace Falco.Engine.State;

/// <summary>The machine, its interfaces, users and groups as bytes.</summary>
internal static class HostLayout
{
    public static MachineInfo Transfer(StateCursor c, MachineInfo? machine)
    {
        var (cpus, memory, maxPid, hostName, boot, flags) = machine ?? new MachineInfo(0, 0, 0, "", 0, 0);
        var isLive = machine?.IsLive ?? false;
        c.Number(ref cpus);
        c.Number(ref memory);
        c.Number(ref maxPid);
        c.Text(ref hostName);
        c.Number(ref boot);
        c.Number(ref flags);
        c.Flag(ref isLive);
        return machine ?? new MachineInfo(cpus, memory, maxPid, hostName, boot, flags) { IsLive = isLive };
    }

    public static InterfaceEntry Transfer(StateCursor c, InterfaceEntry? entry)
    {
        var (name, address, netmask, broadcast, speed) = entry ?? new InterfaceEntry(default, default, default, default, 0);
        c.Text(ref name);
        c.Text(ref address);
        c.Text(ref netmask);
        c.Text(ref broadcast);
        c.Number(ref speed);
        return entry ?? new InterfaceEntry(name, address, netmask, broadcast, speed);
    }

    public static (Utf8 Container, UserEntry Entry) Transfer(StateCursor c, (Utf8 Container, UserEntry? Entry) user)
    {
        var (uid, gid, name, home, shell) = user.Entry ?? new UserEntry(0, 0, default, default, default);
        c.Text(ref user.Container);
        c.Number(ref uid);
        c.Number(ref gid);
        c.Text(ref name);
        c.Text(ref home);
        c.Text(ref shell);
        return (user.Container, user.Entry ?? new UserEntry(uid, gid, name, home, shell));
    }

    public static (Utf8 Container, GroupEntry Entry) Transfer(StateCursor c, (Utf8 Container, GroupEntry? Entry) group)
    {
        var (gid, name) = group.Entry ?? new GroupEntry(0, default);
        c.Text(ref group.Container);
        c.Number(ref gid);
        c.Text(ref name);
        return (group.Container, group.Entry ?? new GroupEntry(gid, name));
    }
}
