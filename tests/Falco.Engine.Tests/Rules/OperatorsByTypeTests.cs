using Falco.Engine.Rules.Conditions;
using Falco.Engine.Rules.Matching;
using Xunit;

namespace Falco.Engine.Tests.Rules;

/// <summary>What fields of each type may be compared with.</summary>
public class OperatorsByTypeTests
{
    private const string Equality = "= != in intersects";
    private const string Order = "< <= > >=";

    [Theory]
    [InlineData("evt.rawtime", "1", $"{Equality} {Order}")]
    [InlineData("thread.cpu", "1", $"{Equality} {Order}")]
    [InlineData("evt.cpu", "1", $"{Equality} {Order}")]
    [InlineData("fd.dev", "1", $"{Equality} {Order}")]
    [InlineData("proc.pid", "1", $"{Equality} {Order}")]
    [InlineData("fd.port", "1", $"{Equality} {Order}")]
    [InlineData("proc.pid.ts", "1", $"{Equality} {Order}")]
    [InlineData("evt.count", "1", $"{Equality} {Order}")]
    [InlineData("evt.num", "1", $"{Equality} {Order}")]
    [InlineData("evt.rawarg.size", "1", $"{Equality} {Order}")]
    [InlineData("evt.is_io", "true", Equality)]
    [InlineData("fd.ip", "10.1.2.3", Equality)]
    [InlineData("fd.net", "10.1.0.0/16", Equality)]
    [InlineData("fd.name", "50", $"{Equality} {Order} contains icontains startswith endswith glob iglob regex pmatch")]
    [InlineData("evt.rawarg.name", "50", $"{Equality} {Order} contains icontains startswith endswith glob iglob regex pmatch")]
    [InlineData("evt.buffer", "50", $"{Equality} contains startswith endswith bcontains bstartswith")]
    [InlineData("fd.types", "50", "in intersects")]
    [InlineData("evt.rawarg.addr", "50", "")]
    [InlineData("evt.rawarg.sigmask", "50", "")]
    public void Comparisons(string field, string value, string allowed)
    {
        Assert.Null(ErrorOf($"{field} exists"));
        foreach (var text in Operator.All.Except(["exists", "=="]))
        {
            var right = Operator.List.Contains(text) ? $"({value})" : Operator.Numeric.Contains(text) ? "50" : value;
            var condition = $"{field} {text} {right}";
            var error = ErrorOf(condition);
            Assert.True((error is null) == allowed.Split(' ').Contains(text), $"{condition}: {error ?? "accepted"}");
            Assert.True(error?.StartsWith("filter error: ", StringComparison.Ordinal) ?? true, error);
        }
    }

    [Theory]
    [InlineData("fd.ip = anyof (10.1.2.3)", null)]
    [InlineData("fd.net != allof (10.1.0.0/16)", null)]
    [InlineData("fd.ip contains anyof (10.1.2.3)",
        "filter error: 'contains' with modifier not supported for ip address and network filters")]
    [InlineData("fd.types = anyof (file)", "filter error: '=' operator not supported list filters")]
    [InlineData("thread.cpu = 1.5", "1.5 is not a valid number")]
    [InlineData("fd.types in val(fd.types)", "field 'fd.types' doesn't support right-hand side fields")]
    [InlineData("evt.buflen = val(evt.around[5])", "field 'evt.around' can't be used as a right-hand side field")]
    [InlineData("evt.around[5] = 3", null)]
    [InlineData("evt.around[5] = anyof (3)", null)]
    [InlineData("evt.around[5] != 3", "evt.around supports only '=' comparison operator")]
    [InlineData("evt.type in (open, opn)", "unknown event type opn")]
    [InlineData("len(evt.type) > 4", "unknown event type 4")]
    public void Quantifiers_and_fields_of_their_own_ways(string condition, string? message) => Assert.Equal(message, ErrorOf(condition));

    [Theory]
    [InlineData("evt.rawarg.data exists", null)]
    [InlineData("evt.rawarg.data in ()", null)]
    [InlineData("evt.rawarg.data contains x", "wrong parameter type 10")]
    [InlineData("evt.rawarg.data bcontains ff", "wrong parameter type 10")]
    [InlineData("evt.rawarg.data bcontains fg", "filter error: bcontains and bstartswith operator support hex strings only")]
    [InlineData("evt.rawarg.sig = 9", "wrong parameter type 19")]
    [InlineData("evt.rawarg.ID = 9", "wrong parameter type 18")]
    [InlineData("toupper(evt.rawarg.name) = X", "field 'evt.rawarg' does not support transformers")]
    [InlineData("evt.rawarg[0] = 9", "evt.arg fields must be expressed explicitly")]
    [InlineData("evt.rawarg.none = 9", "unknown event argument none")]
    [InlineData("evt.arg.none[1] = 9", "unknown event argument none[1]")]
    [InlineData("evt.arg.fd[1] = 9", "filter_check called with nonexistent field evt.arg.fd[1]")]
    [InlineData("thread.cgroup.cpu[x] = 9", "filter_check called with nonexistent field thread.cgroup.cpu[x]")]
    public void Parameters_by_name(string condition, string? message) => Assert.Equal(message, ErrorOf(condition));

    private static string? ErrorOf(string condition)
    {
        try
        {
            new ConditionCompiler(new NodeTable(), FieldReference.Find).Compile(ConditionCases.Parse(condition));
            return null;
        }
        catch (ConditionException e)
        {
            return e.Message;
        }
    }
}
