using System.Net.Sockets;
using System.Text;
using Falco.Engine.Rules;

namespace Falco.Sensor.Logging;

/// <summary>
/// The system's log, spoken to as syslog(3) does: one datagram per line to /dev/log, in the form of RFC 3164. Where nobody listens, or
/// too slowly, lines are lost, as those of every program.
/// </summary>
internal static class SystemLog
{
    private const string Address = "/dev/log";
    private const int UserFacility = 1 << 3;

    // The size that journald and rsyslog take by default.
    private const int MaxLength = 8192;

    private static readonly Lock Gate = new();
    private static Socket? _socket;

    public static void Write(Priority priority, string message) => Write(priority, Encoding.UTF8.GetBytes(message));

    /// <summary>Writes a line (UTF-8); what is too long for a datagram is cut off.</summary>
    public static void Write(Priority priority, ReadOnlySpan<byte> message)
    {
        if (!File.Exists(Address))
        {
            return;
        }

        var head = Encoding.ASCII.GetBytes($"<{UserFacility | (int)priority}>{DateTime.Now:MMM} {DateTime.Now.Day,2} {DateTime.Now:HH:mm:ss} falco: ");
        var line = new byte[Math.Min(MaxLength, head.Length + message.Length)];
        head.CopyTo(line, 0);
        message[..(line.Length - head.Length)].CopyTo(line.AsSpan(head.Length));
        lock (Gate)
        {
            // A daemon that was started anew has a new socket.
            if (!Send(line))
            {
                Send(line);
            }
        }
    }

    private static bool Send(byte[] line)
    {
        try
        {
            if (_socket is null)
            {
                _socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { SendTimeout = 1000 };
                _socket.Connect(new UnixDomainSocketEndPoint(Address));
            }

            _socket.Send(line);
            return true;
        }
        catch (SocketException)
        {
            _socket?.Dispose();
            _socket = null;
            return false;
        }
    }
}
