using System.Text.Json;
using Xunit;

namespace Falco.Sensor.Tests.EndToEnd;

/// <summary>Somebody enters a running container of this machine, and the default rules tell.</summary>
[Collection(LiveTests.OneAtATime)]
public sealed class ContainerTests
{
    [SkippableFact]
    public void What_is_done_in_a_shell_in_a_container_makes_the_alerts_of_the_sample()
    {
        LiveTests.SkipWhereTheKernelCannotBeWatched();
        using var container = new RuncContainer();
        using var falco = new RunningFalco("-o", "json_output=true", "-o", "webserver.enabled=false", "-o", "log_level=info", "-U");
        falco.WaitForErrors("Opening 'syscall' source");

        container.ExecuteWithTerminal("echo evil >> /etc/passwd; /bin/dpkg -l; rm /root/.bash_history");

        var shell = Fields(falco.WaitForOutput("Terminal shell in container"));
        Assert.Equal(container.Id, shell.GetProperty("container.id").GetString());
        Assert.Equal("sh", shell.GetProperty("proc.name").GetString());
        Assert.Equal("runc", shell.GetProperty("proc.pname").GetString());
        Assert.True(shell.GetProperty("proc.tty").GetInt64() > 0);
        var write = Fields(falco.WaitForOutput("Write below etc"));
        Assert.Equal("/etc/passwd", write.GetProperty("fd.name").GetString());
        Assert.Equal(container.Id, write.GetProperty("container.id").GetString());
        var packages = Fields(falco.WaitForOutput("Package manager launched in container"));
        Assert.Equal("dpkg", packages.GetProperty("proc.name").GetString());
        Assert.Equal(container.Id, packages.GetProperty("container.id").GetString());
        var history = Fields(falco.WaitForOutput("Delete or rename shell history"));
        Assert.Equal("/root/.bash_history", history.GetProperty("fs.path.name").GetString());
        Assert.Equal(container.Id, history.GetProperty("container.id").GetString());
    }

    [SkippableFact]
    public void The_same_without_a_terminal_is_no_shell_of_a_person()
    {
        LiveTests.SkipWhereTheKernelCannotBeWatched();
        using var container = new RuncContainer();
        using var falco = new RunningFalco("-o", "json_output=true", "-o", "webserver.enabled=false", "-o", "log_level=info", "-U");
        falco.WaitForErrors("Opening 'syscall' source");

        container.Execute("/bin/sh", "-c", "true");
        container.Execute("/bin/rm", "/root/.bash_history");
        falco.WaitForOutput("Delete or rename shell history");
        falco.Send(RunningFalco.Terminate);

        Assert.DoesNotContain(
            falco.End().Lines, line => line.Contains("Terminal shell", StringComparison.Ordinal) && line.Contains(container.Id, StringComparison.Ordinal));
    }

    [SkippableFact]
    public void Who_somebody_becomes_in_a_container_is_said_with_the_containers_own_name()
    {
        LiveTests.SkipWhereTheKernelCannotBeWatched();
        using var container = new RuncContainer(isPrivileged: true);
        using var folder = new TemporaryFolder();
        var rules = folder.Write("rules.yaml", $$"""
            - rule: Becomes another
              desc: d
              condition: evt.type in (setuid, setgid) and evt.res = SUCCESS and proc.name = su and container.id = {{container.Id}}
              output: "%evt.type %evt.args %user.name %group.name"
              priority: NOTICE
            """);
        using var falco = new RunningFalco(
            "-r", rules, "-o", "json_output=true", "-o", "webserver.enabled=false", "-o", "log_level=info", "-U");
        falco.WaitForErrors("Opening 'syscall' source");

        var result = container.TryExecute(
            "echo lates:x:78: >> /etc/group; echo late:x:77:78::/:/bin/sh >> /etc/passwd; exec /bin/su late -c true");

        Assert.True(result.ExitCode == 0, result.Output);
        var group = Fields(falco.WaitForOutput("setgid"));
        Assert.Equal("res=0 gid=78(lates)", group.GetProperty("evt.args").GetString());
        Assert.Equal("lates", group.GetProperty("group.name").GetString());
        var user = Fields(falco.WaitForOutput("setuid"));
        Assert.Equal("res=0 uid=77(late)", user.GetProperty("evt.args").GetString());
        Assert.Equal("late", user.GetProperty("user.name").GetString());
    }

    private static JsonElement Fields(string line) => JsonDocument.Parse(line).RootElement.GetProperty("output_fields");
}
