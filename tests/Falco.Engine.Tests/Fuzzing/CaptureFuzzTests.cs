using System.Buffers;
using System.IO.Compression;
using Falco.Engine.Capture;
using Falco.Engine.Events;
using Falco.Engine.Fields;
using Falco.Engine.Output;
using Falco.Engine.Rules;
using Falco.Engine.State;
using Falco.Engine.Tests.Capture;
using Xunit;

namespace Falco.Engine.Tests.Fuzzing;

/// <summary>
/// Hostile captures through the whole engine, with the default rules and a rule that prints every field of every event: a damaged
/// capture may end with a <see cref="CaptureException"/>, and nothing else may happen.
/// </summary>
[Collection(AloneCollection.Name)]
public class CaptureFuzzTests
{
    /// <summary>A capture of some ten thousand bytes cannot be a reason for more.</summary>
    private const long MaxAllocated = 256L << 20;

    private static readonly RuleSet Rules = LoadRules();
    private static readonly AlertFormat Format = new() { Json = true, Iso8601Time = true, HostName = "h" };
    private static readonly AlertTemplates Templates = new(Rules.Rules, Format);

    [Fact]
    public void Damaged_captures_end_with_a_capture_error_at_most()
    {
        var mutators = Captures().Select(c => new CaptureMutator(c)).ToArray();
        FuzzRun.Run(cases: 250, random => Replay(random.Pick(mutators).Next(random)));
    }

    [Fact]
    public void Damaged_compressed_captures_end_with_a_capture_error_at_most()
    {
        var capture = new CaptureBuilder();
        for (var i = 0; i < 1000; i++)
        {
            capture.Event(EventType.SYSCALL_KILL_X, i, i * 7919, 9);
        }

        var zipped = capture.Zipped();
        FuzzRun.Run(cases: 300, random =>
        {
            var damaged = zipped.ToArray();
            for (var n = random.Next(1, 10); n > 0; n--)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            Assert.True(CaptureContent.Read(damaged).Events.Count() < 100_000);
        });
    }

    /// <summary>Sound captures must get through without an error, or the fuzzing would test little.</summary>
    [Fact]
    public void Sound_captures_get_through()
    {
        foreach (var capture in Captures())
        {
            var (events, error) = Replay(capture);
            Assert.Null(error);
            Assert.True(events > 100);
        }
    }

    private static (int Events, CaptureException? Error) Replay(byte[] bytes)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var events = 0;
        CaptureException? error = null;
        try
        {
            var tree = new ProcessTree();
            var rules = Rules.Fork();
            using var batch = new EventBatch();

            // With types given the reader leaves out what it can, as for the program.
            using var capture = CaptureReader.Open(new MemoryStream(bytes), CaptureBuilder.Name, EventTypeSet.All());
            while (error is null)
            {
                var step = CaptureStep.End;
                try
                {
                    step = capture.ReadInto(batch);
                }
                catch (CaptureException e)
                {
                    error = e;
                }

                events += batch.Count;
                tree.FirstTimestamp = capture.FirstTimestamp;
                Evaluate(batch, tree, rules);
                batch.Clear();
                if (step == CaptureStep.End)
                {
                    break;
                }

                if (step == CaptureStep.Metadata)
                {
                    tree.Seed(capture.Metadata);
                }
            }
        }
        catch (CaptureException e)
        {
            error = e;
        }

        if (error is not null)
        {
            Assert.StartsWith(CaptureBuilder.Name, error.Message, StringComparison.Ordinal);
            Assert.InRange(error.Offset, 0, bytes.Length);
        }

        var limit = MaxAllocated + (events * 100_000L);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, limit);
        return (events, error);
    }

    private static void Evaluate(EventBatch batch, ProcessTree tree, RuleSet rules)
    {
        var matches = new List<Rule>();
        var line = new ArrayBufferWriter<byte>();
        foreach (var e in batch)
        {
            var context = tree.Apply(e);
            rules.Evaluate(context, matches);
            foreach (var rule in matches)
            {
                Format.Write(line, Templates.Render(rule, context));
                line.ResetWrittenCount();
            }

            matches.Clear();
            tree.Complete();
        }
    }

    private static IEnumerable<byte[]> Captures()
    {
        var files = Directory.GetFiles(Path.Combine(Repository.Root, "samples"), "*.scap");
        var corpus = Corpus.Find();
        if (corpus is not null)
        {
            files = [.. files, .. Directory.GetFiles(Path.Combine(corpus, "captures"), "*.scap").Where(f => new FileInfo(f).Length < 300_000)];
        }

        return files.Select(Unzipped);
    }

    private static byte[] Unzipped(string file)
    {
        var bytes = File.ReadAllBytes(file);
        if (bytes is not [0x1F, 0x8B, ..])
        {
            return bytes;
        }

        using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        var whole = new MemoryStream();
        gzip.CopyTo(whole);
        return whole.ToArray();
    }

    private static RuleSet LoadRules()
    {
        // Every field, in conditions and printed.
        var fields = FieldCatalog.All.Where(f => (f.Flags & FieldFlags.ArgRequired) == 0).ToList();
        var printed = fields.Where(f => (f.Flags & FieldFlags.FilterOnly) == 0).Select(f => "%" + f.Name)
            .Concat(["%evt.arg[0]", "%evt.arg[1]", "%evt.arg.fd", "%evt.rawarg.name", "%proc.aname[2]", "%proc.acmdline[1]", "%proc.env[PATH]", "%thread.cgroup.cpu"]);
        var loader = new RuleLoader(new RuleLoaderOptions { Matching = RuleMatching.All });
        loader.Add("every.yaml", $"- rule: every\n  desc: d\n  condition: evt.num >= 0\n  output: \"{string.Join(" | ", printed)}\"\n  priority: INFO\n");
        loader.Load([Path.Combine(Repository.Root, "rules", "falco_rules.yaml")]);
        Assert.True(loader.Successful, loader.Reports[^1].ToString());
        return loader.Build();
    }
}
