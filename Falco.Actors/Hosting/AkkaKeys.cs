using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace Falco.Actors.Hosting;

/// <summary>Akka takes any key and reads those that it knows: a key that it does not know is an error here, as it would do nothing.</summary>
internal static class AkkaKeys
{
    /// <summary>Sections in which the user names things.</summary>
    private static readonly string[] Open =
    [
        "akka.actor.deployment",
        "akka.actor.serializers",
        "akka.actor.serialization-bindings",
        "akka.actor.serialization-identifiers",
        "akka.actor.serialization-settings",
        "akka.actor.router.type-mapping",
        "akka.cluster.role",
        "akka.coordinated-shutdown.phases",
        "akka.remote.dot-netty.tcp.ssl",
    ];

    /// <summary>Checks the keys of a file's <c>akka</c> section, and their values.</summary>
    /// <exception cref="HoconException">Akka has no such key, and the message names it and its neighbours; or no such value, and it names the key.</exception>
    public static void Check(HoconObject own, string file) => Check(own, Known().GetValue("akka").GetObject(), "akka", file);

    private static void Check(HoconObject own, HoconObject known, string path, string file)
    {
        foreach (var (key, value) in own.Items)
        {
            if (!known.Items.TryGetValue(key, out var expected))
            {
                throw new HoconException($"{file}: there is no setting {path}.{key}; {path} has {string.Join(", ", known.Items.Keys.Order())}");
            }

            var name = $"{path}.{key}";
            if (Open.Contains(name))
            {
                continue;
            }

            if (expected.IsObject() != value.IsObject())
            {
                throw new HoconException($"{file}: {name} is {(expected.IsObject() ? "a section" : "a value")}");
            }

            if (value.IsObject())
            {
                Check(value.GetObject(), expected.GetObject(), name, file);
            }
            else
            {
                AkkaValues.Check(value, expected, name, file);
            }
        }
    }

    /// <summary>Akka's defaults, and over them those of the program.</summary>
    public static Config Known() => PipelineConfig.Embedded("cluster.conf")
        .WithFallback(PipelineConfig.Embedded("falco.conf"))
        .WithFallback(Reference("Akka.Cluster.Sharding.reference.conf", typeof(Akka.Cluster.Sharding.ClusterSharding)))
        .WithFallback(Reference("Akka.Cluster.Tools.Singleton.reference.conf", typeof(Akka.Cluster.Tools.Singleton.ClusterSingleton)))
        .WithFallback(Reference("Akka.Cluster.Tools.PublishSubscribe.reference.conf", typeof(Akka.Cluster.Tools.PublishSubscribe.DistributedPubSub)))
        .WithFallback(Reference("Akka.DistributedData.reference.conf", typeof(Akka.DistributedData.DistributedData)))
        .WithFallback(Reference("Akka.Cluster.Configuration.Cluster.conf", typeof(Akka.Cluster.Cluster)))
        .WithFallback(Reference("Akka.Remote.Configuration.Remote.conf", typeof(Akka.Remote.RemoteActorRefProvider)))
        .WithFallback(Reference("Akka.Streams.reference.conf", typeof(Akka.Streams.ActorMaterializer)))
        .WithFallback(ConfigurationFactory.Default());

    private static Config Reference(string name, Type ofAssembly) => ConfigurationFactory.FromResource(name, ofAssembly.Assembly);
}
