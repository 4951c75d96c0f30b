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
        [StepKind.VectorSize] = 4, [StepKind.MessageSize] = 4, [StepKind.PairInode] = 8, [StepKind.PrctlNumber] = 8,
        [StepKind.Capabilities] = 8, [StepKind.UserS64] = 8,
    };

    public static TheoryData<string> Calls => [.. All().Where(recipe => recipe.Special == SpecialCall.Plain).Select(recipe => recipe.Type.ToString()).Distinct()];

    [Theory]
    [MemberData(nameof(Calls))]
    public void Every_parameter_has_the_size_that_the_schema_says(string type)
    {
        var info = EventSchema.Get(Enum.Parse<EventType>(type));
        foreach (var recipe in All().Where(recipe => recipe.Type == info.Type))
        {
            Assert.InRange(recipe.Steps.Count, info.Params.Length, SyscallRecipes.MaxSteps);
            for (var i = 0; i < recipe.Steps.Count; i++)
            {
                Assert.True(Fits(info.Params[i], recipe.Steps[i]), $"{info.Symbol} {info.Params[i].Name} is {info.Params[i].Type}, not {recipe.Steps[i].Kind}");
            }
        }
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
        StepKind.Text or StepKind.PrctlText => param.Type is ParamType.CharBuf or ParamType.FsPath or ParamType.FsRelPath,
        StepKind.Bytes or StepKind.VectorBytes or StepKind.MessageBytes => param.Type == ParamType.ByteBuf,
        StepKind.SockAddr => param.Type == ParamType.SockAddr,
        StepKind.Tuple or StepKind.ResultTuple or StepKind.TupleTo or StepKind.MessageTuple => param.Type == ParamType.SockTuple,
        StepKind.Dynamic => param.Type == ParamType.Dyn,
        StepKind.FileFlags => SizeOf(param.Type) == step.Extra,
        StepKind.Queue => SizeOf(param.Type) == (step.Extra == 0 ? 1 : 4),
        _ => SizeOf(param.Type) == Sizes[step.Kind],
    };

    private static int SizeOf(ParamType type) => type switch
    {
        ParamType.Int8 or ParamType.UInt8 or ParamType.Flags8 or ParamType.EnumFlags8 or ParamType.SigType => 1,
        ParamType.UInt16 or ParamType.Flags16 or ParamType.EnumFlags16 or ParamType.SyscallId => 2,
        ParamType.Int32 or ParamType.UInt32 or ParamType.Flags32 or ParamType.EnumFlags32 or ParamType.Mode or ParamType.Uid or ParamType.Gid => 4,
        ParamType.Int64 or ParamType.UInt64 or ParamType.Errno or ParamType.Fd or ParamType.Pid => 8,
        _ => 0,
    };
}
