using Falco.Sensor.Tests.EndToEnd;
using Xunit;

namespace Falco.Cluster.Tests.Compose;

/// <summary>The smallest system that the programs run on, made of this machine's own files, as no registry can be reached.</summary>
internal static class BaseImage
{
    public const string Name = "falco-test/base:1";

    private const string Libraries = "usr/lib/x86_64-linux-gnu";
    private const string Loader = "lib64/ld-linux-x86-64.so.2";

    /// <summary>Makes the image.</summary>
    public static void Make(DockerDaemon docker, string root)
    {
        foreach (var folder in (string[])["bin", "etc", "lib", "lib64", "usr/bin", Libraries])
        {
            Directory.CreateDirectory(Path.Combine(root, folder));
        }

        foreach (var library in (string[])
            [
                "libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1", "libgcc_s.so.1", "libstdc++.so.6",
                "libssl.so.3", "libcrypto.so.3", "libbpf.so.1", "libelf.so.1", "libz.so.1",
            ])
        {
            Take($"{Libraries}/{library}");
        }

        Take(Loader);
        Take("bin/busybox");
        foreach (var applet in (string[])["sh", "cat", "chown", "grep", "hostname", "ln", "mkdir"])
        {
            File.CreateSymbolicLink(Path.Combine(root, "bin", applet), "busybox");
        }

        File.WriteAllText(Path.Combine(root, "etc/passwd"), "root:x:0:0:root:/root:/bin/sh\n");
        docker.Import(root, Name);

        void Take(string file)
        {
            Skip.IfNot(File.Exists("/" + file), $"there is no /{file} to make an image of");
            File.Copy("/" + file, Path.Combine(root, file));
        }
    }
}
