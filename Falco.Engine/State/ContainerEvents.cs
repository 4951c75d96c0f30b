using Falco.Engine.Events;

namespace Falco.Engine.State;

/// <summary>Which container a thread belongs to, and what is known of containers.</summary>
internal static class ContainerEvents
{
    private static ReadOnlySpan<byte> Added => "container"u8;

    private static ReadOnlySpan<byte> Removed => "container_removed"u8;

    /// <summary>Sets the container of the event's thread by its cgroups, once a call that may have changed them succeeded.</summary>
    public static void Attach(ProcessTree tree, EventContext context, EventView e)
    {
        if (e.Result() >= 0 && (context.Thread ?? tree.Threads.Find(e.ThreadId)) is { } thread)
        {
            Attach(tree, thread);
        }
    }

    /// <summary>Sets the container of a thread by its cgroups.</summary>
    public static void Attach(ProcessTree tree, ThreadInfo thread)
    {
        var match = tree.ContainerIds.Match(thread.Cgroups);
        thread.ContainerId = match.Id;

        // Of these engines nothing will ever say more than what is known already.
        if (match.Type is ContainerType.Lxc or ContainerType.LibvirtLxc or ContainerType.Bpm or ContainerType.Static
            && !(tree.Containers.Find(match.Id) is { } known && known.Type == match.Type && known.FullId.IsEmpty
                && (known.Name.IsEmpty || match.Type == ContainerType.Static)))
        {
            tree.Containers.Set(tree.ContainerIds.Describe(match));
        }
    }

    /// <summary>The oldest form of container events: four plain parameters.</summary>
    public static void Old(ProcessTree tree, EventContext context, EventView e)
    {
        var container = new Container
        {
            Id = Owned(e, 0),
            Type = (int)e.Word(1),
            Name = Owned(e, 2),
            Image = Owned(e, 3),
        };
        tree.Containers.Set(container);
        context.AnnouncedContainer = container;
    }

    public static void Json(ProcessTree tree, EventContext context, EventView e)
    {
        if (e.TryGetText(0, out var json))
        {
            Take(tree, context, json, isRemoved: false);
        }
    }

    /// <summary>Events of the container plugin.</summary>
    public static void Async(ProcessTree tree, EventContext context, EventView e)
    {
        if (!e.TryGetText(1, out var name) || !e.TryGetText(2, out var json))
        {
            return;
        }

        var isRemoved = name.Span.SequenceEqual(Removed);
        if (isRemoved || name.Span.SequenceEqual(Added))
        {
            Take(tree, context, json, isRemoved);
        }
    }

    private static void Take(ProcessTree tree, EventContext context, Utf8 json, bool isRemoved)
    {
        if (ContainerJson.Parse(json) is not { } container)
        {
            return;
        }

        context.AnnouncedContainer = container;
        if (isRemoved)
        {
            tree.Containers.Remove(container.Id);
        }
        else
        {
            tree.Containers.Set(container);
        }
    }

    private static Utf8 Owned(EventView e, int index) => e.TryGetText(index, out var text) ? Utf8.Copy(text.Span) : default;
}
