using System.Diagnostics;
using Falco.Engine.Events;
using Falco.Engine.State;
using Falco.Sensor.Kernel;
using Falco.Sensor.Proc;
using Falco.Sensor.Tests.EndToEnd;
using Xunit;

namespace Falco.Sensor.Tests.Kernel;

/// <summary>What /proc says at the start and what events say from then on fit together, whatever happens meanwhile.</summary>
[Collection(LiveTests.OneAtATime)]
public sealed class StartOfWatchingTests : IDisposable
{
    private const int MaxFamilies = 400;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void Processes_that_start_while_the_machine_is_read_have_their_names_and_parents()
    {
        LiveTests.SkipWhereTheKernelCannotBeWatched();
        var going = _folder.Write("going", "");
        var mark = $"FALCO_TEST={_folder.Path}";
        // Families of three generations, one after the other: each is a program that starts another one, and stays.
        using var shell = Process.Start(new ProcessStartInfo("/usr/bin/env", [
            mark, "/bin/sh", "-c",
            $$"""
            i=0
            while [ -e {{going}} ] && [ $i -lt {{MaxFamilies}} ]; do
              /bin/sh -c '/bin/sh -c "sleep 100; :" & sleep 100; :' &
              sleep 0.01
              i=$((i+1))
            done
            echo done
            read end
            """]) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
        try
        {
            SpinWait.SpinUntil(() => Marked(mark).Count > 5, Patience);
            using var events = KernelEvents.Open(new KernelOptions(ProcessTree.LineageEventTypes));
            var tree = new ProcessTree();
            foreach (var metadata in ProcSnapshot.TakeHost(events.TellsOfBirthsFrom))
            {
                tree.Seed(metadata);
            }

            File.Delete(going);
            Assert.Equal("done", shell.StandardOutput.ReadLine());
            var known = WaitForFamilies(mark);
            ReadAll(events, tree);

            Assert.All(known, process =>
            {
                var thread = tree.Threads.Find(process.Pid);
                Assert.NotNull(thread);
                Assert.Equal(process, (process.Pid, thread.Comm.ToString(), thread.Ptid));
            });
        }
        finally
        {
            // Far quicker than a tree of so many, which is looked for again for each.
            shell.Kill();
            using var killer = Process.Start("/bin/kill", ["-9", .. Marked(mark).Select(process => $"{process.Pid}")]);
            killer.WaitForExit();
        }
    }

    /// <summary>Waits until all of each family are there, and nobody is about to become another program.</summary>
    private static List<(int Pid, string Comm, long Parent)> WaitForFamilies(string mark)
    {
        List<(int Pid, string Comm, long Parent)> known = [];
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                known = Marked(mark);
                return known.Count > 5 && known.Count(process => process.Comm == "sleep") == known.Count(process => process.Comm == "sh") - 1;
            },
            Patience));
        return known;
    }

    private static void ReadAll(KernelEvents events, ProcessTree tree)
    {
        using var batch = new EventBatch(1 << 20);
        while (events.ReadInto(batch))
        {
            foreach (var e in batch)
            {
                tree.Apply(e);
                tree.Complete();
            }

            batch.Clear();
        }

        Assert.Equal(0ul, events.Count().Lost);
    }

    /// <summary>The processes with a mark in their environment, as they are now.</summary>
    private static List<(int Pid, string Comm, long Parent)> Marked(string mark)
    {
        List<(int Pid, string Comm, long Parent)> found = [];
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), out var pid))
            {
                continue;
            }

            try
            {
                if (File.ReadAllText($"{folder}/environ").Contains(mark, StringComparison.Ordinal))
                {
                    var parent = File.ReadLines($"{folder}/status").First(line => line.StartsWith("PPid:", StringComparison.Ordinal));
                    found.Add((pid, File.ReadAllText($"{folder}/comm").Trim(), long.Parse(parent.Split('\t')[1], null)));
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It has ended, or nobody may look at it.
            }
        }

        return found;
    }
}
