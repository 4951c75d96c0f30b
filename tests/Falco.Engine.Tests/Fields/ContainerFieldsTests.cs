using Falco.Engine.Events;
using Falco.Engine.State;
using Falco.Engine.Tests.Events;
using Xunit;
using static Falco.Engine.Tests.Fields.FieldReading;

namespace Falco.Engine.Tests.Fields;

public sealed class ContainerFieldsTests
{
    private const string Id = "0123456789ab";

    private const string Json = """
        {"container":{"id":"0123456789ab","full_id":"0123456789abcdef","name":"shop","type":11,"image":"shop:1","imagerepo":"shop",
        "imagetag":"1","privileged":true,"labels":{"app":"shop","io.kubernetes.pod.name":"shop-0"},"pod_sandbox_id":"",
        "Mounts":[{"Source":"/var/data","Destination":"/data","Mode":"z","RW":true,"Propagation":"rprivate"},
        {"Source":"/home","Destination":"/srv/home","Mode":"","RW":false,"Propagation":""}]}}
        """;

    [Fact]
    public void The_host_is_a_container_of_which_nothing_but_the_name_is_known()
    {
        var context = Close("");
        foreach (var field in new[] { "container.id", "container.full_id", "container.name", "container.type" })
        {
            Assert.Equal("host", context.Text(field));
        }

        foreach (var field in new[] { "container.image", "container.image.repository", "container.ip", "container.mounts", "k8s.pod.ip" })
        {
            Assert.Equal("", context.Text(field));
        }

        Assert.Equal("false", context.Json("container.privileged"));
        Assert.Null(context.Text("container.mount[0]"));
        Assert.Null(context.Text("k8s.pod.name"));
    }

    [Fact]
    public void Without_metadata_only_the_id_is_known()
    {
        var context = Close("fedcba987654");
        Assert.Equal("fedcba987654", context.Text("container.id"));
        foreach (var field in new[] { "container.name", "container.type", "container.privileged", "container.mounts", "k8s.pod.sandbox_id" })
        {
            Assert.Null(context.Text(field));
        }
    }

    [Fact]
    public void Metadata_that_a_container_lacks_is_empty()
    {
        var context = Close(Id);
        Assert.Equal("shop", context.Text("container.name"));
        Assert.Equal("podman", context.Text("container.type"));
        Assert.Equal("true", context.Text("container.privileged"));
        Assert.Equal("", context.Text("container.image.digest"));
        Assert.Equal("shop-0", context.Text("k8s.pod.name"));
        Assert.Equal("", context.Text("k8s.pod.sandbox_id"));
        Assert.Null(context.Text("k8s.ns.name"));
        Assert.Equal("app:shop", context.Text("container.labels"));
    }

    [Theory]
    [InlineData("container.mount[0]", "/var/data:/data:z:true:rprivate")]
    [InlineData("container.mount[/home]", "/home:/srv/home::false:")]
    [InlineData("container.mount.dest[/hom.$]", "/srv/home")]
    [InlineData("container.mount.source[^/srv*]", "/home")]
    [InlineData("container.mount.source[/]", "/var/data")]
    [InlineData("container.mount.source[x*]", null)]
    [InlineData("container.mount.dest[(]", null)]
    public void Mounts_are_found_by_number_or_by_a_part_of_their_path(string field, string? expected)
        => Assert.Equal(expected, Close(Id).Text(field));

    private static EventContext Close(string containerId)
    {
        var thread = Process();
        thread.ContainerId = Utf8.From(containerId);
        var context = Context(EventBuilder.Of(EventType.SYSCALL_CLOSE_X, 0, 3), thread);
        context.Tree.Containers.Set(ContainerJson.Parse(Utf8.From(Json))!);
        return context;
    }
}
