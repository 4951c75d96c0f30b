using Falco.Engine.Events;

namespace Falco.Engine.State;

/// <summary>Who a thread runs as and which session, namespaces and capabilities it has.</summary>
internal static class CredentialEvents
{
    private const uint SetChildSubreaper = 36, GetChildSubreaper = 37;

    /// <summary>All capabilities that Falco knows: 41 of them.</summary>
    private const ulong AllCapabilities = (1UL << 41) - 1;

    /// <summary>setuid and its relatives: the effective user is in the given parameter.</summary>
    public static void SetUser(EventContext context, EventView e, int index)
    {
        if (e.Result() == 0 && e.Has(index) && context.Thread is { } thread)
        {
            thread.Uid = e.Word(index);
        }
    }

    /// <summary>setgid and its relatives.</summary>
    public static void SetGroup(EventContext context, EventView e, int index)
    {
        if (e.Result() == 0 && e.Has(index) && context.Thread is { } thread)
        {
            thread.Gid = e.Word(index);
        }
    }

    public static void SetSession(EventContext context, EventView e)
    {
        if (e.Result() is >= 0 and var session && context.Thread is { } thread)
        {
            thread.Sid = session;
        }
    }

    /// <summary>prctl: the process takes over orphans among its descendants, or no longer does. Reading the setting counts as setting it, as in Falco.</summary>
    public static void SetReaper(EventContext context, EventView e)
    {
        if (e.Result() >= 0
            && context.Thread is { IsInvalid: false, Group: { } group }
            && e.Word(1) is SetChildSubreaper or GetChildSubreaper)
        {
            group.IsReaper = e.Signed(3) != 0;
        }
    }

    public static void SetCapabilities(EventContext context, EventView e)
    {
        if (e.Result() >= 0 && context.Thread is { } thread)
        {
            thread.CapInheritable = e.Unsigned(1);
            thread.CapPermitted = e.Unsigned(2);
            thread.CapEffective = e.Unsigned(3);
        }
    }

    /// <summary>unshare, setns: in a user namespace of its own a process may do anything.</summary>
    public static void EnterNamespace(EventContext context, EventView e, int flagsIndex)
    {
        if (e.Result() >= 0 && context.Thread is { } thread && ((ThreadFlags)e.Word(flagsIndex) & ThreadFlags.CloneNewUser) != 0)
        {
            thread.CapInheritable = thread.CapPermitted = thread.CapEffective = AllCapabilities;
        }
    }
}
