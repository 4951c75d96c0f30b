using System.Text.Json;
using Xunit;

namespace Falco.Sensor.Tests.EndToEnd;

/// <summary>Containers of a real docker daemon: alerts have their names and images.</summary>
[Collection(LiveTests.OneAtATime)]
public sealed class DockerTests
{
    [SkippableFact]
    public void A_shell_in_a_container_is_told_with_the_containers_name_and_image()
    {
        LiveTests.SkipWhereTheKernelCannotBeWatched();
        using var docker = new DockerDaemon();
        var before = docker.Docker($"run -d --name before --network host {DockerDaemon.Image} sleep 1000");
        using var falco = Watch(docker);

        docker.ExecuteWithTerminal("before", "sh -c true");
        var fields = Fields(falco.WaitForOutput("Terminal shell in container"));
        Assert.Equal(before[..12], fields.GetProperty("container.id").GetString());
        Assert.Equal("before", fields.GetProperty("container.name").GetString());
        Assert.Equal("falco-test/busybox", fields.GetProperty("container.image.repository").GetString());
        Assert.Equal("1", fields.GetProperty("container.image.tag").GetString());

        docker.Docker($"run -d --name after --network host --label io.kubernetes.pod.name=pod-1 {DockerDaemon.Image} sleep 1000");
        docker.ExecuteWithTerminal("after", "sh -c true");
        fields = Fields(falco.WaitForOutput("Terminal shell in container"));
        Assert.Equal("after", fields.GetProperty("container.name").GetString());
        Assert.Equal("falco-test/busybox", fields.GetProperty("container.image.repository").GetString());
    }

    [SkippableFact]
    public void Whoever_enters_a_container_and_covers_the_tracks_is_told_at_every_step_with_the_containers_name_and_image()
    {
        LiveTests.SkipWhereTheKernelCannotBeWatched();
        using var docker = new DockerDaemon();
        var id = docker.Docker($"run -d --name shop --network host {DockerDaemon.Image} sleep 1000")[..12];
        using var falco = Watch(docker);

        docker.ExecuteWithTerminal("shop", "sh -c \"echo evil >> /etc/passwd; /bin/dpkg -l; rm /root/.bash_history\"");

        foreach (var (rule, parents) in ((string, string[])[])
            [("Terminal shell in container", ["runc", "containerd-shim"]), ("Write below etc", ["runc", "containerd-shim"]),
                ("Package manager launched in container", ["sh"]), ("Delete or rename shell history", ["runc", "containerd-shim", "sh"])])
        {
            var fields = Fields(falco.WaitForOutput(rule));
            Assert.Equal(
                [id, "shop", "falco-test/busybox", "1", "root"],
                ((string[])["container.id", "container.name", "container.image.repository", "container.image.tag", "user.name"])
                    .Select(name => fields.GetProperty(name).GetString()));
            Assert.Contains(fields.GetProperty("proc.pname").GetString(), parents);
            Assert.True(fields.GetProperty("proc.tty").GetInt64() > 0);
        }
    }

    private static RunningFalco Watch(DockerDaemon docker)
    {
        var falco = new RunningFalco(
            "-o", $"plugins[0].init_config.engines.docker.sockets[]={docker.Socket}", "-o", "plugins[0].init_config.engines.podman.enabled=false",
            "-o", "json_output=true", "-o", "webserver.enabled=false", "-o", "log_level=info", "-U");
        falco.WaitForErrors("Opening 'syscall' source");
        return falco;
    }

    private static JsonElement Fields(string line) => JsonDocument.Parse(line).RootElement.GetProperty("output_fields");
}
