using Falco.Engine.Capture;
using Falco.Engine.Events;
using Falco.Engine.State;
using Falco.Sensor.Configuration;
using Falco.Sensor.Containers;
using Falco.Sensor.Tests.EndToEnd;
using static Falco.Sensor.Tests.Containers.ContainerFrames;
using Xunit;

namespace Falco.Sensor.Tests.Containers;

/// <summary>What runtimes say of containers comes into the stream of events.</summary>
public sealed class ContainerWatchTests : IDisposable
{
    private const string Id = "2400edb296c5d631fef083a30c680f71801b0409a9676ee546c084d0087d7c7d";
    private const string Short = "2400edb296c5";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeDocker _docker;
    private readonly FakeClock _clock = new();
    private readonly WatchedStream _stream;

    public ContainerWatchTests()
    {
        _docker = new FakeDocker(_folder.Path);
        _stream = new WatchedStream(_clock);
    }

    public void Dispose()
    {
        _stream.Dispose();
        _docker.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Containers_that_run_already_are_told_with_all_that_is_known_of_them()
    {
        _docker.Answer("/containers/json?all=true", $$"""[{"Id":"{{Id}}"}]""");
        _docker.Add(Id, $$"""
            {
              "Id": "{{Id}}", "Name": "/web", "Created": "2024-11-07T11:50:03.123456789Z", "Image": "sha256:0ca0fed3",
              "Config": {"Image": "registry:5000/shop/nginx:1.27", "User": "www", "Env": ["PATH=/bin", "MODE=test"],
                "Labels": {"io.kubernetes.pod.name": "shop-1", "io.kubernetes.pod.namespace": "shop"} },
              "HostConfig": {"Privileged": true, "NetworkMode": "bridge", "PidMode": "host", "Memory": 1048576},
              "NetworkSettings": {"IPAddress": "172.17.0.2", "Ports": {"80/tcp": [{"HostIp": "0.0.0.0", "HostPort": "8080"}]} },
              "Mounts": [{"Source": "/srv", "Destination": "/data", "Mode": "ro", "RW": false, "Propagation": "rprivate"}]
            }
            """);
        _docker.Answer("/images/sha256:0ca0fed3/json", """
            {"Id": "sha256:0ca0fed3", "RepoTags": ["other:2", "registry:5000/shop/nginx:1.27"],
             "RepoDigests": ["registry:5000/shop/nginx@sha256:b9ff"]}
            """);
        _stream.Start(Nobody with { DockerSockets = [_docker.Socket] });

        _stream.Watch.WaitForThoseThatRun(Patience);

        var e = Assert.Single(_stream.News(42));
        Assert.Equal((1UL, 42UL, 0L), (e.Number, e.Timestamp, e.ThreadId));
        var container = Told(e, "container");
        Assert.Equal(ContainerType.Docker, container.Type);
        Assert.Equal([Short, Id, "web"], [$"{container.Id}", $"{container.FullId}", $"{container.Name}"]);
        Assert.Equal(
            ["registry:5000/shop/nginx:1.27", "registry:5000/shop/nginx", "1.27", "sha256:b9ff", "0ca0fed3"],
            [$"{container.Image}", $"{container.ImageRepository}", $"{container.ImageTag}", $"{container.ImageDigest}", $"{container.ImageId}"]);
        Assert.Equal(["www", "172.17.0.2"], [$"{container.User}", $"{container.Ip}"]);
        Assert.Equal(1730980203, container.CreatedTime);
        Assert.Equal((true, true, false), (container.Privileged, container.HostPid, container.HostNetwork));
        Assert.Equal(["PATH=/bin", "MODE=test"], container.Env);
        Assert.Equal("shop-1", container.Labels[0].Value);
        Assert.Equal(new ContainerMount("/srv", "/data", "ro", false, "rprivate"), Assert.Single(container.Mounts));
    }

    [Fact]
    public void A_container_that_shows_up_is_asked_for_once()
    {
        _docker.Add(Id, Inspection("late"));
        _stream.Start(Nobody with { DockerSockets = [_docker.Socket] });

        _stream.See(Clone(7, Id));
        _stream.See(Clone(8, Id));

        Assert.Equal("late", $"{Told(_stream.WaitForNews(), "container").Name}");
        _stream.See(Clone(9, Id));
        Assert.Single(_docker.Asked, path => path == $"/containers/{Short}/json");
    }

    [Fact]
    public void A_container_that_its_runtime_lists_late_is_found()
    {
        var attempts = 0;
        _docker.Answer($"/containers/{Short}/json", () => ++attempts < 3 ? null : Inspection("slow"));
        _stream.Start(Nobody with { DockerSockets = [_docker.Socket] });

        _stream.See(Clone(7, Id));

        Assert.Equal("slow", $"{Told(_stream.WaitForNews(), "container").Name}");
    }

    [Fact]
    public void A_container_that_no_runtime_knows_is_asked_for_again_after_a_rest()
    {
        _stream.Start(Nobody with { DockerSockets = [_docker.Socket] });
        _stream.See(Clone(7, Id));
        Wait(() => _docker.Asked.Count(path => path == $"/containers/{Short}/json") == 5);

        // The answer that there is none has come when the next question's answer has.
        var other = new string('a', 64);
        _docker.Add(other, Inspection("other", other));
        _stream.See(Clone(8, other));
        Assert.Equal("other", $"{Told(_stream.WaitForNews(), "container").Name}");

        _docker.Add(Id, Inspection("here"));
        _stream.See(Clone(9, Id));
        Assert.Equal(5, _docker.Asked.Count(path => path == $"/containers/{Short}/json"));
        _clock.Now += TimeSpan.FromMinutes(2);
        _stream.See(Clone(9, Id));
        Assert.Equal("here", $"{Told(_stream.WaitForNews(), "container").Name}");
    }

    [Fact]
    public void A_runtime_that_hangs_keeps_nobody_from_the_answer_of_another()
    {
        using var hanging = new FakeDocker(_folder.Path, "hanging.sock") { Hangs = true };
        _docker.Add(Id, Inspection("answered"));
        _stream.Start(Nobody with { DockerSockets = [hanging.Socket], PodmanSockets = [_docker.Socket] });

        _stream.See(Clone(7, Id));

        var container = Told(_stream.WaitForNews(), "container");
        Assert.Equal(("answered", ContainerType.Podman), ($"{container.Name}", container.Type));
    }

    [Fact]
    public void A_container_is_told_of_when_it_is_made()
    {
        _docker.Add(Id, Inspection("new"));
        _stream.Start(Nobody with { DockerSockets = [_docker.Socket] });

        _docker.Send($$"""{"Type":"container","Action":"create","Actor":{"ID":"{{Id}}","Attributes":{"image":"nginx"} } }""");

        Assert.Equal("new", $"{Told(_stream.WaitForNews(), "container").Name}");
        Assert.Contains(_docker.Asked, path => Uri.UnescapeDataString(path) == """/events?filters={"type":["container"],"event":["create"]}""");
    }

    [Fact]
    public void A_new_container_that_cannot_be_inspected_has_its_image_all_the_same()
    {
        _stream.Start(Nobody with { DockerSockets = [_docker.Socket] });

        _docker.Send("""{"Type":"container","Action":"create","Actor":{"ID":"../../etc"}}""");
        _docker.Send($$"""{"Type":"container","Action":"create","Actor":{"ID":"{{Id}}","Attributes":{"image":"nginx"} } }""");

        var container = Told(_stream.WaitForNews(), "container");
        Assert.Equal((Short, "nginx"), ($"{container.Id}", $"{container.Image}"));
        Assert.DoesNotContain(_docker.Asked, path => path.Contains("etc", StringComparison.Ordinal));
    }

    [Fact]
    public void The_end_of_a_containers_first_process_removes_it()
    {
        _docker.Add(Id, Inspection("short-lived"));
        _stream.Start(Nobody with { DockerSockets = [_docker.Socket] });
        _stream.See(Clone(7, Id, virtualId: 1));
        Told(_stream.WaitForNews(), "container");

        _stream.See(Exit(7));

        Assert.Equal("short-lived", $"{Told(_stream.WaitForNews(), "container_removed").Name}");
        _stream.See(Exit(7));
        Assert.Empty(_stream.News());
    }

    [Fact]
    public void Containers_of_processes_that_run_already_are_asked_for()
    {
        _docker.Add(Id, Inspection("running"));
        _stream.Start(Nobody with { DockerSockets = [_docker.Socket] });

        _stream.Watch.See(new ProcessList([new ProcessEntry { Tid = 7, Vtid = 1, Vpid = 1, Cgroups = Utf8.Copy(Cgroups(Id)) }]));

        Assert.Equal("running", $"{Told(_stream.WaitForNews(), "container").Name}");
        _stream.See(Exit(7));
        Told(_stream.WaitForNews(), "container_removed");
    }

    [Fact]
    public void Odd_answers_lose_nothing_but_what_is_odd()
    {
        _docker.Add(Id, $$"""
            {"Id": "{{Id}}", "Name": 7, "Created": "yesterday", "Mounts": {"no": "list"}, "Config": {
              "Image": "a\u0000b\u001b[2J\"\\", "Env": ["ok", 3, null], "User": "\ud800",
              "Labels": {"long": "{{new string('x', 101)}}", "short": "{{new string('x', 100)}}", "odd": []} },
             "HostConfig": "none", "NetworkSettings": {"Ports": {"80/tcp": [{"HostIp": "x"}], "x/tcp": null} } }
            """);
        _stream.Start(Nobody with { DockerSockets = [_docker.Socket] });

        _stream.See(Clone(7, Id));

        var container = Told(_stream.WaitForNews(), "container");
        Assert.Equal(("", "a\0b\u001b[2J\"\\", ""), ($"{container.Name}", $"{container.Image}", $"{container.User}"));
        Assert.Equal(["odd", "short"], container.Labels.Select(label => label.Key));
        Assert.Equal(["ok", "", ""], container.Env);
    }

    [Fact]
    public void Endless_labels_are_cut()
    {
        _docker.Add(Id, $$"""
            {"Id": "{{Id}}", "Name": "/big", "Config": {"Labels": {
              {{string.Join(",", Enumerable.Range(0, 20_000).Select(i => $"\"label{i}\": \"value\""))}} } } }
            """);
        _stream.Start(Nobody with { DockerSockets = [_docker.Socket] });

        _stream.See(Clone(7, Id));

        var e = _stream.WaitForNews();
        Assert.InRange(e.FrameLength, 64 * 1024, 1024 * 1024);
        Assert.Equal("big", $"{Told(e, "container").Name}");
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("[]")]
    [InlineData("{}")]
    public void What_is_no_answer_at_all_tells_nothing(string answer)
    {
        _docker.Answer("/containers/json?all=true", answer);
        _docker.Answer($"/containers/{Short}/json", answer);
        _stream.Start(Nobody with { DockerSockets = [_docker.Socket] });
        _stream.Watch.WaitForThoseThatRun(Patience);

        _stream.See(Clone(7, Id));

        Wait(() => _docker.Asked.Count(path => path == $"/containers/{Short}/json") == 5);
        Assert.Empty(_stream.News());
    }

    [Fact]
    public void Where_there_is_no_runtime_nobody_waits()
    {
        _stream.Start(Nobody with { DockerSockets = ["/nowhere/docker.sock"], CriSockets = ["/nowhere/containerd.sock"] });

        _stream.Watch.WaitForThoseThatRun(Patience);
        _stream.See(Clone(7, Id));

        Assert.Empty(_stream.News());
    }

    private static string Inspection(string name, string id = Id) => $$"""{"Id":"{{id}}","Name":"/{{name}}"}""";
}
