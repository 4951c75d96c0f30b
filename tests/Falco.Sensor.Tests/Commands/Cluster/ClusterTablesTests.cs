using Falco.Actors.Cluster.Inspection.Reports;
using Falco.Sensor.Commands.Cluster;
using Xunit;

namespace Falco.Sensor.Tests.Commands.Cluster;

/// <summary>What falco cluster prints for people.</summary>
public sealed class ClusterTablesTests
{
    [Fact]
    public void Columns_are_as_wide_as_what_is_in_them_and_numbers_end_where_they_end()
    {
        var table = new TextTable("NAME", "COUNT", "NOTES") { Numbers = ["COUNT"] };
        table.Add("a", "5", "");
        table.Add("longer", "123456", "x\ny");
        Assert.Equal(Lines("NAME     COUNT  NOTES", "a            5  -", "longer  123456  x\\ny"), table.ToString());
    }

    [Fact]
    public void A_node_that_has_not_answered_is_named_with_the_reason()
        => Assert.EndsWith(
            Lines("akka.tcp://falco@b:1: does not answer within 3 s"),
            ClusterTables.Trees(new InspectionReport([
                new NodeReport { Address = "akka.tcp://falco@a:1", Name = "a", Trees = [new TreeReport { Id = "s|t" }] },
                new NodeReport { Address = "akka.tcp://falco@b:1", Error = "does not answer within 3 s" },
            ])),
            StringComparison.Ordinal);

    [Fact]
    public void Alerts_that_two_nodes_have_in_a_common_store_are_shown_once()
    {
        var alert = new AlertReport { Sensor = "s", Event = 5, Rule = "r", Message = "only once" };
        var text = ClusterTables.Alerts(new InspectionReport([
            new NodeReport { Name = "a", Alerts = new AlertsReport { Recent = [alert] } }, new NodeReport { Name = "b", Alerts = new AlertsReport { Recent = [alert] } },
        ]));
        Assert.Equal(2, text.Split("only once").Length);
    }

    [Fact]
    public void Processes_stand_below_their_parents()
        => Assert.Equal(
            Lines(
                "1 init  (root)",
                "├─ 10 sshd  sshd -D",
                "│  └─ 12 bash",
                "│     └─ 20 evil\\x1b[2J  (3 threads)",
                "└─ 11 cron  (exited)",
                "99 runc  (of the host)"),
            Tree(
                Process(1, 0, "init") with { User = "root" },
                Process(10, 1, "sshd") with { CommandLine = "sshd -D" },
                Process(11, 1, "cron") with { HasExited = true },
                Process(12, 10, "bash"),
                Process(20, 12, "evil\u001b[2J") with { Threads = 3 },
                Process(99, 98, "runc") with { IsForeign = true }));

    [Fact]
    public void Processes_that_are_each_others_parents_are_shown_as_well_and_once()
        => Assert.Equal(Lines("7 own", "5 a", "└─ 6 b"), Tree(Process(5, 6, "a"), Process(6, 5, "b"), Process(7, 7, "own")));

    [Fact]
    public void A_line_of_parents_without_end_ends_the_depth_and_no_process_is_left_out()
    {
        var text = Tree([.. Enumerable.Range(1, 5000).Select(pid => Process(pid, pid - 1, $"p{pid}"))]);
        Assert.All(Enumerable.Range(1, 5000), pid => Assert.Contains($"{pid} p{pid}\n", text, StringComparison.Ordinal));
        Assert.True(text.Split('\n').Max(line => line.Length) < 300);
    }

    private static ProcessReport Process(long pid, long ppid, string name) => new() { Pid = pid, Ppid = ppid, Name = name, Threads = 1 };

    private static string Tree(params ProcessReport[] processes) => ProcessTreeText.Of(new ProcessTreeReport(new TreeReport(), processes, 0));

    private static string Lines(params string[] lines) => string.Concat(lines.Select(line => line + "\n"));
}
