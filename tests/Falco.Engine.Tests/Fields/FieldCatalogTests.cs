using Falco.Engine.Fields;
using Falco.Engine.Rules;
using Falco.Engine.Rules.Matching;
using Xunit;

namespace Falco.Engine.Tests.Fields;

public sealed class FieldCatalogTests
{
    private static readonly string[][] Falcos =
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "tests/Falco.Engine.Tests/Fields/fields-of-falco-0.44.tsv"))
            .Where(line => !line.StartsWith('#'))
            .Select(line => line.Split('\t')),
    ];

    [Fact]
    public void All_fields_of_Falco_are_here_and_no_others()
        => Assert.Equal(Falcos.Select(f => f[0]).Order(StringComparer.Ordinal), FieldCatalog.All.Select(f => f.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Fields_have_the_types_and_take_the_arguments_that_Falco_lists()
        => Assert.Equal(
            Falcos.Select(f => string.Join(' ', f)).Order(StringComparer.Ordinal),
            FieldCatalog.All.Select(Listed).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_field_has_a_description_that_is_a_sentence_of_one_line()
        => Assert.All(FieldCatalog.All, field => Assert.Matches(@"^[^\n]{3,}\.$", field.Description));

    [Fact]
    public void Every_field_loads_in_conditions_and_in_outputs()
    {
        foreach (var field in FieldCatalog.All)
        {
            var name = field.Name + Argument(field);
            var condition = name switch
            {
                "evt.around[1]" => "evt.around[1] = 1",
                _ => $"{name} exists",
            };
            var loader = new RuleLoader();
            loader.Add("f.yaml", $"- rule: r\n  desc: d\n  condition: evt.type = open and {condition}\n  output: \"%{name}\"\n  priority: INFO\n");
            Assert.True(loader.Successful, loader.Reports[^1].ToString());
        }
    }

    private static string Listed(FieldDefinition field)
    {
        var argument = (field.Flags & FieldFlags.ArgRequired) != 0 ? "required"
            : (field.Flags & FieldFlags.ArgAllowed) != 0 ? "optional" : "-";
        return $"{field.Name} {TypeNames.NameOf(field.Type)} {argument} {((field.Flags & FieldFlags.List) != 0 ? "list" : "-")}";
    }

    private static string Argument(FieldDefinition field) => field.Name switch
    {
        _ when (field.Flags & FieldFlags.ArgRequired) == 0 || field.MayLackArgument => "",
        "evt.type.is" => ".open",
        "evt.rawarg" => ".fd",
        "thread.cgroup" => ".cpu",
        _ => "[1]",
    };
}
