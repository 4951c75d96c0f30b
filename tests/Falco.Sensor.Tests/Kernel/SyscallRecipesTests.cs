using Falco.Engine.Events;
using Falco.Engine.Rules;
using Falco.Sensor.Kernel;
using Falco.Sensor.Tests.EndToEnd;
using Xunit;

namespace Falco.Sensor.Tests.Kernel;

/// <summary>What the kernel is told to write is what the schema says.</summary>
public sealed class SyscallRecipesTests
{
    private static readonly Dictionary<StepKind, int> Sizes = new()
    {
        [StepKind.Result] = 8, [StepKind.Fd] = 8, [StepKind.U8] = 1, [StepKind.U16] = 2, [StepKind.U32] = 4, [StepKind.U64] = 8,
        [StepKind.OpenFlags] = 4, [StepKind.OpenMode] = 4, [StepKind.HowFlags] = 4, [StepKind.HowMode] = 4, [StepKind.HowResolve] = 4,
        [StepKind.Device] = 4, [StepKind.Inode] = 8, [StepKind.Pair] = 8, [StepKind.CloneFlags] = 4, [StepKind.Constant] = 4,
        [StepKind.ConstantU8] = 1, [StepKind.Signed32] = 8, [StepKind.ConstantU16] = 2, [StepKind.Enum] = 1, [StepKind.EnumU16] = 2,
        [StepKind.VectorSize] = 4, [StepKind.MessageSize] = 4, [StepKind.PairInode] = 8, [StepKind.PairSocket] = 8, [StepKind.PrctlNumber] = 8,
        [StepKind.Capabilities] = 8, [StepKind.UserS64] = 8, [StepKind.Flags] = 4, [StepKind.FlagsOfUser] = 4, [StepKind.WideEnumU16] = 2,
        [StepKind.UserU32] = 4, [StepKind.UserU64] = 8, [StepKind.UserTime] = 8, [StepKind.Memory] = 4, [StepKind.Received] = 4,
        [StepKind.OptionName] = 1, [StepKind.OptionLength] = 4, [StepKind.Futex] = 2, [StepKind.Semaphore] = 2, [StepKind.SemaphoreValue] = 4,
        [StepKind.NodeMode] = 4, [StepKind.NodeDevice] = 4,
    };

    public static TheoryData<string> Calls => [.. All().Where(recipe => recipe.Special == SpecialCall.Plain).Select(recipe => recipe.Type.ToString()).Distinct()];

    [Theory]
    [MemberData(nameof(Calls))]
    public void Every_parameter_has_the_size_that_the_schema_says(string type)
    {
        var info = EventSchema.Get(Enum.Parse<EventType>(type));
        foreach (var recipe in All().Where(recipe => recipe.Type == info.Type))
        {
            Assert.InRange(recipe.Steps.Count, 0, SyscallRecipes.MaxSteps);
            var steps = recipe.Steps.SelectMany(step => Enumerable.Repeat(step, step.ParamCount)).ToList();
            Assert.Equal(info.Params.Length, steps.Count);
            for (var i = 0; i < steps.Count; i++)
            {
                Assert.True(Fits(info.Params[i], steps[i]), $"{info.Symbol} {info.Params[i].Name} is {info.Params[i].Type}, not {steps[i].Kind}");
            }
        }
    }

    [Fact]
    public void Every_call_that_has_an_event_type_of_its_own_makes_it()
    {
        var made = All().Select(recipe => recipe.Type).ToHashSet();

        Assert.DoesNotContain(Syscalls.All.ToArray(), call => call is { X64: >= 0, Exit: { } type } && !made.Contains(type));
    }

    [Fact]
    public void Every_call_that_the_default_rules_look_at_has_a_recipe()
    {
        var loader = new RuleLoader();
        loader.Load([Path.Combine(FalcoProgram.Root, "rules", "falco_rules.yaml")]);
        var wanted = loader.Build().EventTypes;
        var made = SyscallRecipes.For(wanted).Select(recipe => recipe.Type).ToHashSet();

        Assert.DoesNotContain(
            Syscalls.All.ToArray(),
            call => call is { X64: >= 0, Exit: { } type } && wanted.Contains(type) && !made.Contains(type));
    }

    private static List<SyscallRecipe> All() => [.. SyscallRecipes.For(EventTypeSet.All())];

    private static bool Fits(ParamInfo param, SyscallStep step) => step.Kind switch
    {
        StepKind.Empty => true,
        StepKind.Quota => SizeOf(param.Type) == step.Extra switch { < 10 => 8, 12 => 2, 14 => 4, _ => 1 },
        StepKind.MountOption => param.Type == (step.Extra == 0 ? ParamType.ByteBuf : ParamType.CharBuf),
        StepKind.Polled => param.Type == ParamType.FdList,
        StepKind.Text or StepKind.PrctlText or StepKind.ResultPath or StepKind.QuotaText => param.Type is ParamType.CharBuf or ParamType.FsPath or ParamType.FsRelPath,
        StepKind.Bytes or StepKind.VectorBytes or StepKind.MessageBytes or StepKind.BytesRead or StepKind.MessageControl => param.Type == ParamType.ByteBuf,
        StepKind.SockAddr => param.Type == ParamType.SockAddr,
        StepKind.TupleFrom or StepKind.ResultTuple or StepKind.TupleTo or StepKind.MessageTuple => param.Type == ParamType.SockTuple,
        StepKind.Dynamic or StepKind.TraceData or StepKind.SocketOption or StepKind.KeyArgument => param.Type == ParamType.Dyn,
        StepKind.FileFlags => SizeOf(param.Type) == step.Extra,
        StepKind.Queue => SizeOf(param.Type) == (step.Extra == 0 ? 1 : 4),
        _ => SizeOf(param.Type) == Sizes[step.Kind],
    };

    private static int SizeOf(ParamType type) => type switch
    {
        ParamType.Int8 or ParamType.UInt8 or ParamType.Flags8 or ParamType.EnumFlags8 or ParamType.SigType => 1,
        ParamType.Int16 or ParamType.UInt16 or ParamType.Flags16 or ParamType.EnumFlags16 or ParamType.SyscallId => 2,
        ParamType.Int32 or ParamType.UInt32 or ParamType.Flags32 or ParamType.EnumFlags32 or ParamType.Mode or ParamType.Uid or ParamType.Gid or ParamType.SigSet => 4,
        ParamType.Int64 or ParamType.UInt64 or ParamType.Errno or ParamType.Fd or ParamType.Pid or ParamType.RelTime => 8,
        _ => 0,
    };
}
