using System.Threading.Channels;
using Falco.Engine.State;
using Falco.Sensor.Containers.Containerd;
using Falco.Sensor.Tests.EndToEnd;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Xunit;
using static Falco.Sensor.Tests.Containers.ContainerFrames;

namespace Falco.Sensor.Tests.Containers;

/// <summary>Containers that were made by containerd's own interface come into the stream of events.</summary>
public sealed class ContainerdRuntimeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly WatchedStream _stream = new();
    private readonly Channel<Envelope> _events = Channel.CreateUnbounded<Envelope>();
    private readonly FakeGrpc _runtime;

    public ContainerdRuntimeTests()
    {
        _runtime = new FakeGrpc(_folder.Path);
        _runtime.Answer<ListNamespacesRequest, ListNamespacesResponse>(
            "/containerd.services.namespaces.v1.Namespaces/List",
            _ => new() { Namespaces = { new ContainerNamespace { Name = "empty" }, new ContainerNamespace { Name = "default" } } });
        _runtime.Stream<SubscribeRequest, Envelope>("/containerd.services.events.v1.Events/Subscribe", _events);
    }

    public void Dispose()
    {
        _stream.Dispose();
        _runtime.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_container_is_told_with_what_its_specification_says()
    {
        _runtime.Answer<ListContainersRequest, ListContainersResponse>(
            "/containerd.services.containers.v1.Containers/List",
            (_, context) => context.Request.Headers["containerd-namespace"] == "default" ? new() { Containers = { Record() } } : new());
        _runtime.Answer<GetImageRequest, GetImageResponse>(
            "/containerd.services.images.v1.Images/Get", _ => new() { Image = new Image { Target = new ImageTarget { Digest = "sha256:b9ff" } } });
        Start();

        _stream.Watch.WaitForThoseThatRun(TimeSpan.FromSeconds(30));

        var news = Assert.Single(_stream.News());
        var told = Told(news, "container");
        Assert.Equal(ContainerType.Containerd, told.Type);
        Assert.Equal(["web-frontend", "web-frontend-1", "web-frontend"], [$"{told.Id}", $"{told.FullId}", $"{told.Name}"]);
        Assert.Equal(
            ["docker.io/library/nginx:1.27", "docker.io/library/nginx", "1.27", "sha256:b9ff"],
            [$"{told.Image}", $"{told.ImageRepository}", $"{told.ImageTag}", $"{told.ImageDigest}"]);
        Assert.Equal((true, true, false, false), (told.Privileged, told.HostNetwork, told.HostPid, told.HostIpc));
        Assert.Equal(("33", 1730980203L), ($"{told.User}", told.CreatedTime));
        Assert.Equal("50000 1024 2", Members(news, "cpu_quota", "cpu_shares", "cpuset_cpu_count"));
        Assert.Equal(["MODE=test"], told.Env);
        Assert.Equal(new ContainerMount("tmpfs", "/dev", "755", false, "rslave"), Assert.Single(told.Mounts));
        Assert.Equal(["app"], told.Labels.Select(label => $"{label.Key}"));
    }

    [Fact]
    public void A_container_that_is_gone_already_is_told_of_by_what_the_news_say()
    {
        Start();

        _events.Writer.TryWrite(new Envelope { Topic = "/containers/create", Event = new Any { Value = ByteString.CopyFrom(0xff, 0xff) } });
        _events.Writer.TryWrite(new Envelope
        {
            Namespace = "default",
            Topic = "/containers/create",
            Event = new Any { Value = new ContainerNotice { Id = "short", Image = "nginx" }.ToByteString() },
        });

        var told = Told(_stream.WaitForNews(), "container");
        Assert.Equal(["short", "nginx"], [$"{told.Id}", $"{told.Image}"]);
    }

    private void Start() => _stream.Start(Nobody with { ContainerdSockets = [_runtime.Socket] });

    private static ContainerRecord Record() => new()
    {
        Id = "web-frontend-1",
        Image = "docker.io/library/nginx:1.27",
        Labels = { ["app"] = "web", ["long"] = new string('x', 101) },
        CreatedAt = new Timestamp { Seconds = 1730980203 },
        Spec = new Any
        {
            Value = ByteString.CopyFromUtf8("""
                {"process": {"user": {"uid": 33}, "env": ["MODE=test"]},
                 "mounts": [{"destination": "/dev", "type": "tmpfs", "source": "tmpfs", "options": ["ro", "mode=755"]}],
                 "linux": {"rootfsPropagation": "rslave", "namespaces": [{"type": "pid"}, {"type": "ipc"}],
                   "resources": {"cpu": {"quota": 50000, "cpus": "0-1"} } } }
                """),
        },
    };
}
