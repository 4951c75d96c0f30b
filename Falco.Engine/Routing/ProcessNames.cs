using Falco.Engine.Events;

namespace Falco.Engine.Routing;

/// <summary>Which events name other processes by id in their parameters, so that rules or state look those up.</summary>
internal sealed class ProcessNames
{
    /// <summary>prlimit's process; its type in the schema is a plain number.</summary>
    private const int LimitedProcess = 5;

    private readonly int[]?[] _parameters = new int[EventSchema.Count][];

    /// <summary>The events that state looks at for it, and of others those that rules look at.</summary>
    public ProcessNames(EventTypeSet ruleTypes)
    {
        foreach (var info in EventSchema.All)
        {
            if (ruleTypes.Contains(info.Type) || info.Type is EventType.SYSCALL_PIDFD_OPEN_X)
            {
                var pids = Enumerable.Range(0, info.Params.Length).Where(i => info.Params[i].Type is ParamType.Pid or ParamType.Pid32);
                _parameters[(int)info.Type] = pids.ToArray() is { Length: > 0 } named ? named : null;
            }
        }

        _parameters[(int)EventType.SYSCALL_PRLIMIT_X] = [LimitedProcess];
    }

    public bool Contains(EventType type) => _parameters[(int)type] is not null;

    /// <summary>The parameters that hold the ids.</summary>
    public ReadOnlySpan<int> ParametersOf(EventType type) => _parameters[(int)type];
}
