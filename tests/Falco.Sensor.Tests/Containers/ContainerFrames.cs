using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Falco.Engine.Events;
using Falco.Engine.State;
using Falco.Sensor.Configuration;
using Xunit;

namespace Falco.Sensor.Tests.Containers;

/// <summary>Events of processes in containers, and what events say of containers.</summary>
internal static class ContainerFrames
{
    /// <summary>Settings by which no runtime is asked.</summary>
    public static readonly ContainerSettings Nobody = new()
    {
        DockerSockets = [], PodmanSockets = [], CriSockets = [], ContainerdSockets = [], HostRoot = "",
    };

    public static void Wait(Func<bool> condition) => WatchedStream.Wait(condition);

    public static Container Told(EventView e, string name)
    {
        Assert.Equal(EventType.ASYNCEVENT_E, e.Type);
        Assert.True(e.TryGetText(1, out var text));
        Assert.Equal(name, text.ToString());
        Assert.True(e.TryGetText(2, out var json));
        return ContainerJson.Parse(json)!;
    }

    /// <summary>Members of the event's JSON, as text.</summary>
    public static string Members(EventView e, params string[] names)
    {
        using var json = JsonDocument.Parse(e.Text(2).ToString());
        return string.Join(' ', names.Select(name => json.RootElement.GetProperty("container").GetProperty(name).GetRawText()));
    }

    public static byte[] Cgroups(string id) => Encoding.UTF8.GetBytes($"cpu=/docker/{id}\0memory=/docker/{id}\0");

    public static byte[] Clone(long tid, string id, long virtualId = 99)
    {
        var parameters = Empty(21);
        parameters[0] = BitConverter.GetBytes(0L);
        parameters[14] = Cgroups(id);
        parameters[18] = BitConverter.GetBytes(virtualId);
        parameters[19] = BitConverter.GetBytes(virtualId);
        return Frame(EventType.SYSCALL_CLONE_20_X, tid, parameters);
    }

    public static byte[] Exec(long tid, string id, uint uid, uint gid)
    {
        var parameters = Empty(30);
        parameters[0] = BitConverter.GetBytes(0L);
        parameters[4] = BitConverter.GetBytes(tid);
        parameters[14] = Cgroups(id);
        parameters[26] = BitConverter.GetBytes(uid);
        parameters[29] = BitConverter.GetBytes(gid);
        return Frame(EventType.SYSCALL_EXECVE_19_X, tid, parameters);
    }

    /// <summary>A thread that has set its users or groups.</summary>
    public static byte[] SetIds(EventType type, long tid, params uint[] ids)
        => Frame(type, tid, [BitConverter.GetBytes(0L), .. ids.Select(BitConverter.GetBytes)]);

    public static byte[] Exit(long tid) => Frame(EventType.PROCEXIT_1_E, tid, BitConverter.GetBytes(0L));

    private static byte[][] Empty(int count)
    {
        var parameters = new byte[count][];
        Array.Fill(parameters, []);
        return parameters;
    }

    private static byte[] Frame(EventType type, long tid, params byte[][] parameters)
    {
        var at = EventView.PrefixSize + EventView.HeaderSize;
        var frame = new byte[at + (2 * parameters.Length) + parameters.Sum(parameter => parameter.Length)];
        BinaryPrimitives.WriteInt32LittleEndian(frame, frame.Length);
        BinaryPrimitives.WriteInt64LittleEndian(frame.AsSpan(16), 77);
        BinaryPrimitives.WriteInt64LittleEndian(frame.AsSpan(24), tid);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(32), frame.Length - EventView.PrefixSize);
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(36), (ushort)type);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(38), parameters.Length);
        var data = at + (2 * parameters.Length);
        foreach (var parameter in parameters)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(at), (ushort)parameter.Length);
            parameter.CopyTo(frame, data);
            at += 2;
            data += parameter.Length;
        }

        return frame;
    }
}
