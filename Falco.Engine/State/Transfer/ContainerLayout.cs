namespace Falco.Engine.State;

/// <summary>A container's metadata as bytes.</summary>
internal static class ContainerLayout
{
    private static readonly Container Blank = new() { Id = default };

    public static Container Transfer(StateCursor c, Container? container)
    {
        container ??= Blank;
        var id = container.Id;
        var type = container.Type;
        var fullId = container.FullId;
        var name = container.Name;
        var image = container.Image;
        var imageId = container.ImageId;
        var imageRepository = container.ImageRepository;
        var imageTag = container.ImageTag;
        var imageDigest = container.ImageDigest;
        var ip = container.Ip;
        var privileged = container.Privileged switch { null => (byte)0, false => (byte)1, true => (byte)2 };
        var hostPid = container.HostPid;
        var hostNetwork = container.HostNetwork;
        var hostIpc = container.HostIpc;
        var cniJson = container.CniJson;
        var podSandboxId = container.PodSandboxId;
        var isPodSandbox = container.IsPodSandbox;
        var createdTime = container.CreatedTime;
        var user = container.User;
        c.Text(ref id);
        c.Number(ref type);
        c.Text(ref fullId);
        c.Text(ref name);
        c.Text(ref image);
        c.Text(ref imageId);
        c.Text(ref imageRepository);
        c.Text(ref imageTag);
        c.Text(ref imageDigest);
        c.Text(ref ip);
        c.Byte(ref privileged);
        c.Flag(ref hostPid);
        c.Flag(ref hostNetwork);
        c.Flag(ref hostIpc);
        c.Text(ref cniJson);
        c.Text(ref podSandboxId);
        c.Flag(ref isPodSandbox);
        c.Number(ref createdTime);
        c.Text(ref user);
        var mounts = c.Many(container.Mounts, Mount);
        var labels = c.Many(container.Labels, Label);
        var podSandboxLabels = c.Many(container.PodSandboxLabels, Label);
        var env = c.Many(container.Env, Text);
        var healthProbes = c.Many(container.HealthProbes, HealthProbe);
        return !c.IsReading ? container : new Container
        {
            Id = id,
            Type = type,
            FullId = fullId,
            Name = name,
            Image = image,
            ImageId = imageId,
            ImageRepository = imageRepository,
            ImageTag = imageTag,
            ImageDigest = imageDigest,
            Ip = ip,
            Privileged = privileged == 0 ? null : privileged != 1,
            HostPid = hostPid,
            HostNetwork = hostNetwork,
            HostIpc = hostIpc,
            CniJson = cniJson,
            PodSandboxId = podSandboxId,
            IsPodSandbox = isPodSandbox,
            CreatedTime = createdTime,
            User = user,
            Mounts = mounts,
            Labels = labels,
            PodSandboxLabels = podSandboxLabels,
            Env = env,
            HealthProbes = healthProbes,
        };
    }

    private static ContainerMount Mount(StateCursor c, ContainerMount? mount)
    {
        var (source, destination, mode, readWrite, propagation) = mount ?? new ContainerMount("", "", "", false, "");
        c.Text(ref source);
        c.Text(ref destination);
        c.Text(ref mode);
        c.Flag(ref readWrite);
        c.Text(ref propagation);
        return mount ?? new ContainerMount(source, destination, mode, readWrite, propagation);
    }

    private static KeyValuePair<string, string> Label(StateCursor c, KeyValuePair<string, string> label)
    {
        var (name, value) = label;
        c.Text(ref name);
        c.Text(ref value);
        return new(name, value);
    }

    private static string Text(StateCursor c, string? text)
    {
        text ??= "";
        c.Text(ref text);
        return text;
    }

    private static ContainerHealthProbe HealthProbe(StateCursor c, ContainerHealthProbe? probe)
    {
        var (kind, exe, args) = probe ?? new ContainerHealthProbe("", "", []);
        c.Text(ref kind);
        c.Text(ref exe);
        args = c.Many(args, Text);
        return probe ?? new ContainerHealthProbe(kind, exe, args);
    }
}
