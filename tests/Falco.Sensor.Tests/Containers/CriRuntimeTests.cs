using System.Threading.Channels;
using Falco.Engine.State;
using Falco.Sensor.Containers.Cri;
using Falco.Sensor.Tests.EndToEnd;
using Xunit;
using static Falco.Sensor.Tests.Containers.ContainerFrames;

namespace Falco.Sensor.Tests.Containers;

/// <summary>Containers and pods of runtimes that speak CRI come into the stream of events.</summary>
public sealed class CriRuntimeTests : IDisposable
{
    private const string Service = "/runtime.v1.RuntimeService/";
    private const string Id = "2400edb296c5d631fef083a30c680f71801b0409a9676ee546c084d0087d7c7d";
    private const string Pod = "99c0ffeec0ffd631fef083a30c680f71801b0409a9676ee546c084d0087d7c7d";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();
    private readonly WatchedStream _stream = new();
    private readonly FakeGrpc _runtime;

    public CriRuntimeTests() => _runtime = new FakeGrpc(_folder.Path);

    public void Dispose()
    {
        _stream.Dispose();
        _runtime.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_container_of_a_pod_is_told_with_all_that_is_known_of_it_and_its_pod()
    {
        Have("containerd", Container(), """
            {"config": {"image": {"image": "sha256:0ca0fed3"}, "envs": [{"key": "MODE", "value": "test"}],
              "linux": {"security_context": {"privileged": true} } },
             "runtimeSpec": {"annotations": {"io.kubernetes.cri.image-name": "unused"} } }
            """, Sandbox(), """
            {"image": "registry.k8s.io/pause:3.9",
             "cniResult": {"Interfaces": {"lo": {}, "veth0a": {}, "eth0": {"IPConfigs": [{"IP": "10.88.0.2"}]} } } }
            """);
        Start();

        _stream.Watch.WaitForThoseThatRun(Patience);

        var news = _stream.News();
        var told = news.ConvertAll(e => Told(e, "container"));
        Assert.Equal(2, told.Count);
        var container = told[0];
        Assert.Equal(ContainerType.Containerd, container.Type);
        Assert.Equal([Id[..12], Id, "web"], [$"{container.Id}", $"{container.FullId}", $"{container.Name}"]);
        Assert.Equal(
            ["registry:5000/shop/nginx:1.27", "registry:5000/shop/nginx", "1.27", "sha256:b9ff", "0ca0fed3"],
            [$"{container.Image}", $"{container.ImageRepository}", $"{container.ImageTag}", $"{container.ImageDigest}", $"{container.ImageId}"]);
        Assert.Equal(["33", "10.88.0.2"], [$"{container.User}", $"{container.Ip}"]);
        Assert.Equal((true, true, false, false), (container.Privileged, container.HostNetwork, container.HostPid, container.IsPodSandbox));
        Assert.Equal(1730980203, container.CreatedTime);
        Assert.Equal(
            "100000 200000 512 5 1048576 -1",
            Members(news[0], "cpu_period", "cpu_quota", "cpu_shares", "cpuset_cpu_count", "memory_limit", "size"));
        Assert.Equal(["MODE=test"], container.Env);
        Assert.Equal(new ContainerMount("/srv", "/data", "", false, "rslave"), Assert.Single(container.Mounts));
        Assert.Equal(
            [
                "app=web", "io.kubernetes.pod.name=shop-1", "io.kubernetes.pod.namespace=shop", "io.kubernetes.pod.uid=4711",
                $"io.kubernetes.sandbox.id={Pod}",
            ],
            container.Labels.Select(label => $"{label.Key}={label.Value}"));
        Assert.Equal(["tier=front"], container.PodSandboxLabels.Select(label => $"{label.Key}={label.Value}"));
        Assert.Equal([Pod, """{"eth0":{"IPConfigs":[{"IP":"10.88.0.2"}]}}"""], [$"{container.PodSandboxId}", $"{container.CniJson}"]);

        var sandbox = told[1];
        Assert.Equal((true, "shop-1"), (sandbox.IsPodSandbox, $"{sandbox.Name}"));
        Assert.Equal(["registry.k8s.io/pause", "3.9"], [$"{sandbox.ImageRepository}", $"{sandbox.ImageTag}"]);
    }

    [Fact]
    public void CriO_names_images_in_its_notes()
    {
        var container = Container();
        container.Image.Image = "sha256:0ca0fed3";
        container.ImageRef = "sha256:b9ff";
        container.Labels["long"] = new string('x', 101);
        Have("cri-o", container, """
            {"privileged": true, "runtimeSpec": {"annotations": {"io.kubernetes.cri-o.Image": "quay.io/shop/web:2"} } }
            """, Sandbox(), """{"runtimeSpec": {"annotations": {"io.kubernetes.cri-o.CNIResult": "{\"ips\":[]}"} } }""");
        Start();

        _stream.See(Clone(7, Id));

        var told = FirstNews();
        Assert.Equal(ContainerType.CriO, told.Type);
        Assert.Equal(
            ["quay.io/shop/web:2", "quay.io/shop/web", "2", "sha256:b9ff"],
            [$"{told.Image}", $"{told.ImageRepository}", $"{told.ImageTag}", $"{told.ImageDigest}"]);
        Assert.Equal((true, """{"ips":[]}"""), (told.Privileged, $"{told.CniJson}"));
        Assert.DoesNotContain(told.Labels, label => $"{label.Key}" == "long");
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("[]")]
    [InlineData("""{"config": 7, "runtimeSpec": null, "cniResult": {"Interfaces": []} }""")]
    public void A_runtimes_odd_notes_lose_nothing_else(string info)
    {
        Have("containerd", Container(), info, Sandbox(), info);
        Start();

        _stream.See(Clone(7, Id));

        var told = FirstNews();
        Assert.Equal(["web", "1.27", ""], [$"{told.Name}", $"{told.ImageTag}", $"{told.CniJson}"]);
    }

    [Fact]
    public void A_container_is_told_of_when_it_is_made()
    {
        var events = Channel.CreateUnbounded<ContainerEventResponse>();
        _runtime.Stream<GetEventsRequest, ContainerEventResponse>(Service + "GetContainerEvents", events);
        Have("containerd", Container(), "{}", Sandbox(), "{}", lists: false);
        Start();
        _stream.Watch.WaitForThoseThatRun(Patience);

        events.Writer.TryWrite(new ContainerEventResponse { ContainerId = Id, ContainerEventType = ContainerEventType.ContainerDeletedEvent });
        Listed(Id);
        events.Writer.TryWrite(new ContainerEventResponse { ContainerId = Id, ContainerEventType = ContainerEventType.ContainerCreatedEvent });

        Assert.Equal("web", $"{Told(_stream.WaitForNews(), "container").Name}");
    }

    [Fact]
    public void Where_the_runtime_offers_no_CRI_nobody_waits()
    {
        Start();

        _stream.Watch.WaitForThoseThatRun(Patience);
        _stream.See(Clone(7, Id));

        Wait(() => _runtime.Asked.Count(method => method == Service + "ListContainers") >= 2);
        Assert.Empty(_stream.News());
    }

    private void Start() => _stream.Start(Nobody with { CriSockets = [_runtime.Socket] });

    private Container FirstNews()
    {
        Falco.Engine.Events.EventView? first = null;
        Wait(() => _stream.News() is [var e, ..] && (first = e) is not null);
        return Told(first!.Value, "container");
    }

    private void Have(
        string runtime, ContainerStatus container, string containerInfo, PodSandboxStatus sandbox, string sandboxInfo, bool lists = true)
    {
        _runtime.Answer<VersionRequest, VersionResponse>(Service + "Version", _ => new() { RuntimeName = runtime });
        Listed(lists ? Id : null);
        _runtime.Answer<ListPodSandboxRequest, ListPodSandboxResponse>(Service + "ListPodSandbox", question => lists
            && Pod.StartsWith(question.Filter.Id, StringComparison.Ordinal) ? new() { Items = { new ListedPodSandbox { Id = Pod } } } : new());
        _runtime.Answer<ContainerStatusRequest, ContainerStatusResponse>(
            Service + "ContainerStatus",
            question => question.ContainerId == Id && question.Verbose ? new() { Status = container, Info = { ["info"] = containerInfo } } : null);
        _runtime.Answer<PodSandboxStatusRequest, PodSandboxStatusResponse>(
            Service + "PodSandboxStatus",
            question => question.PodSandboxId == Pod ? new() { Status = sandbox, Info = { ["info"] = sandboxInfo } } : null);
    }

    private void Listed(string? id) => _runtime.Answer<ListContainersRequest, ListContainersResponse>(
        Service + "ListContainers",
        question => id is not null && id.StartsWith(question.Filter.Id, StringComparison.Ordinal)
            ? new() { Containers = { new ListedContainer { Id = id, PodSandboxId = Pod } } }
            : new());

    private static ContainerStatus Container() => new()
    {
        Id = Id,
        Metadata = new ContainerMetadata { Name = "web" },
        CreatedAt = 1_730_980_203_123_456_789,
        Image = new ImageSpec { Image = "registry:5000/shop/nginx:1.27" },
        ImageRef = "registry:5000/shop/nginx@sha256:b9ff",
        Labels = { ["app"] = "web", ["io.kubernetes.pod.name"] = "forged" },
        Mounts =
        {
            new Mount { HostPath = "/srv", ContainerPath = "/data", Readonly = true, Propagation = MountPropagation.PropagationHostToContainer },
        },
        Resources = new ContainerResources
        {
            Linux = new LinuxContainerResources { CpuQuota = 200_000, CpuShares = 512, CpusetCpus = "1-4,7", MemoryLimitInBytes = 1 << 20 },
        },
        User = new ContainerUser { Linux = new LinuxContainerUser { Uid = 33 } },
    };

    private static PodSandboxStatus Sandbox() => new()
    {
        Id = Pod,
        Metadata = new PodSandboxMetadata { Name = "shop-1", Namespace = "shop", Uid = "4711" },
        Network = new PodSandboxNetworkStatus { Ip = "10.88.0.2" },
        Linux = new LinuxPodSandboxStatus
        {
            Namespaces = new SandboxNamespaces { Options = new NamespaceOption { Network = NamespaceMode.Node, Pid = NamespaceMode.Container } },
        },
        Labels = { ["tier"] = "front" },
    };
}
