using System.Text.Json;
using Xunit;

namespace Falco.Sensor.Tests.EndToEnd;

/// <summary>Containers of a real containerd, in pods and without: alerts have their names, images and users.</summary>
[Collection(LiveTests.OneAtATime)]
public sealed class ContainerdTests : IDisposable
{
    private const string Rules = """
        - rule: Marked program
          desc: d
          condition: evt.type = execve and evt.res = SUCCESS and proc.cmdline = "busybox true falco-pod-test"
          output: "%proc.cmdline %container.name %container.type %container.image.repository %container.image.tag %user.name %group.name %k8s.pod.name %k8s.ns.name %k8s.pod.uid %k8s.pod.labels"
          priority: NOTICE
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void A_program_in_a_pod_is_told_with_the_names_of_pod_container_image_and_user()
    {
        LiveTests.SkipWhereTheKernelCannotBeWatched();
        using var containerd = new ContainerdDaemon();
        var before = containerd.RunPod("shop-1", "before");
        using var falco = Watch(containerd);

        containerd.Execute(before, "/bin/busybox", "true", "falco-pod-test");
        Expect(falco, before[..12], "before", "shop-1", "root", "<NA>");

        containerd.Execute(before, "/bin/busybox", "su", "web", "-c", "/bin/busybox true falco-pod-test");
        Expect(falco, before[..12], "before", "shop-1", "web", "webs");

        // What is new is known once its runtime has been asked.
        var after = containerd.RunPod("shop-2", "after");
        falco.WaitForOutput(after[..12]);
        containerd.Execute(after, "/bin/busybox", "true", "falco-pod-test");
        Expect(falco, after[..12], "after", "shop-2", "root", "<NA>");

        containerd.RunAlone("without-a-pod");
        falco.WaitForOutput("without-a-po");
        containerd.ExecuteAlone("without-a-pod", "/bin/busybox", "true", "falco-pod-test");
        var fields = Fields(falco.WaitForOutput("Marked program"));
        Assert.Equal(["without-a-po", "without-a-po", "containerd"], Texts(fields, "container.id", "container.name", "container.type"));
        Assert.Equal(["localhost/falco-test/busybox", "1"], Texts(fields, "container.image.repository", "container.image.tag"));
    }

    private static void Expect(RunningFalco falco, string id, string container, string pod, string user, string group)
    {
        var fields = Fields(falco.WaitForOutput("Marked program"));
        Assert.Equal([id, container, "containerd", user], Texts(fields, "container.id", "container.name", "container.type", "user.name"));
        Assert.Equal(["localhost/falco-test/busybox", "1"], Texts(fields, "container.image.repository", "container.image.tag"));
        Assert.Equal([pod, "shop", $"uid-of-{pod}", "tier:front"], Texts(fields, "k8s.pod.name", "k8s.ns.name", "k8s.pod.uid", "k8s.pod.labels"));
        Assert.Equal(group == "<NA>" ? "root" : group, fields.GetProperty("group.name").GetString());
    }

    private RunningFalco Watch(ContainerdDaemon containerd)
    {
        const string Engines = "plugins[0].init_config.engines";
        var rules = Rules + """

            - rule: New container
              desc: d
              condition: evt.type = container
              output: "new %container.id %container.name"
              priority: NOTICE
            """;
        var falco = new RunningFalco(
            "-r", _folder.Write("rules.yaml", rules), "-o", $"{Engines}.docker.enabled=false", "-o", $"{Engines}.podman.enabled=false",
            "-o", $"{Engines}.cri.sockets[]={containerd.Socket}", "-o", $"{Engines}.containerd.sockets[]={containerd.Socket}",
            "-o", "json_output=true", "-o", "webserver.enabled=false", "-o", "log_level=info", "-U");
        falco.WaitForErrors("Opening 'syscall' source");
        return falco;
    }

    private static string[] Texts(JsonElement fields, params string[] names) => [.. names.Select(name => fields.GetProperty(name).GetString()!)];

    private static JsonElement Fields(string line) => JsonDocument.Parse(line).RootElement.GetProperty("output_fields");
}
