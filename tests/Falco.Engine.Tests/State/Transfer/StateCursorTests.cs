using Falco.Engine.Events;
using Falco.Engine.State;
using Xunit;

namespace Falco.Engine.Tests.State;

public class StateCursorTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(63)]
    [InlineData(-65)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void Numbers_of_both_signs_survive(long number)
    {
        var read = Read(c => c.Number(ref number)).Number();

        Assert.Equal(number, read);
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(127UL)]
    [InlineData(128UL)]
    [InlineData(ulong.MaxValue)]
    public void Numbers_without_sign_survive(ulong number)
    {
        var reading = Read(c => c.Number(ref number));
        var read = 0UL;

        reading.Number(ref read);

        Assert.Equal(number, read);
    }

    [Fact]
    public void A_number_that_is_too_large_for_its_place_is_refused()
    {
        var large = 1UL << 32;
        var reading = Read(c => c.Number(ref large));
        var read = 0U;

        Assert.Contains("too large", Refusal(() => reading.Number(ref read)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_that_does_not_end_is_refused()
    {
        var reading = new StateCursor(ParcelKind.Host, (byte[])[1, 2, .. Enumerable.Repeat((byte)0xFF, 20)]);
        var read = 0UL;

        Assert.Contains("too large", Refusal(() => reading.Number(ref read)), StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_are_read_as_slices_of_the_parcel()
    {
        var text = Utf8.From("/usr/bin/program");
        var writing = new StateCursor(ParcelKind.Host);
        writing.Text(ref text);
        var parcel = writing.ToParcel();
        var reading = new StateCursor(ParcelKind.Host, parcel);
        var read = default(Utf8);

        reading.Text(ref read);
        parcel.AsSpan().Replace((byte)'u', (byte)'U');

        Assert.Equal("/Usr/bin/program", read.ToString());
    }

    [Fact]
    public void A_text_is_written_once()
    {
        var text = Utf8.From(new string('x', 1000));
        var same = Utf8.Copy(text.Span);
        var reading = Read(c =>
        {
            c.Text(ref text);
            c.Text(ref same);
        });
        Utf8 first = default, second = default;

        reading.Text(ref first);
        reading.Text(ref second);

        Assert.InRange(reading.Position, 1000, 1010);
        Assert.Equal(text, first);
        Assert.Equal(text, second);
    }

    [Fact]
    public void Objects_that_were_the_same_are_the_same_again()
    {
        var info = new FdInfo { Name = Utf8.From("/tmp/file") };
        var reading = Read(c =>
        {
            c.Shared(info, FdLayout.Transfer);
            c.Shared<FdInfo>(null, FdLayout.Transfer);
            c.Shared(info, FdLayout.Transfer);
        });

        var first = reading.Shared<FdInfo>(null, FdLayout.Transfer);

        Assert.Equal(info, first);
        Assert.Null(reading.Shared<FdInfo>(null, FdLayout.Transfer));
        Assert.Same(first, reading.Shared<FdInfo>(null, FdLayout.Transfer));
    }

    [Fact]
    public void A_reference_to_something_else_is_refused()
    {
        var reading = Read(c =>
        {
            c.Shared(new FdInfo(), FdLayout.Transfer);
            var second = 2UL;
            c.Number(ref second);
        });
        reading.Shared<FdInfo>(null, FdLayout.Transfer);

        Assert.Contains("reference", Refusal(() => reading.Shared<ThreadGroup>(null, GroupLayout.Transfer)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_count_that_the_rest_cannot_hold_is_refused_before_room_is_made_for_it()
    {
        var count = ulong.MaxValue / 4;
        var reading = Read(c => c.Number(ref count));

        Assert.Contains("do not fit", Refusal(() => reading.Count(0, 1)), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_version_is_refused_by_name()
        => Assert.Contains("version 9", Refusal(() => HostParcel.Put(new ProcessTree(), (byte[])[9, 2])), StringComparison.Ordinal);

    [Fact]
    public void A_parcel_of_another_kind_is_refused_by_name()
        => Assert.Contains(
            "(Threads)",
            Refusal(() => ThreadParcel.Put(new ProcessTree(), HostParcel.Write(new ProcessTree()), ParcelUse.Own)),
            StringComparison.Ordinal);

    [Fact]
    public void Errors_name_the_place()
    {
        var reading = new StateCursor(ParcelKind.Host, new byte[] { 0, 1, 2, 0x80 }.AsMemory(1));
        var read = 0UL;

        var error = Assert.Throws<StateFormatException>(() => reading.Number(ref read));

        Assert.Equal(3, error.Offset);
        Assert.Contains("at byte 3", error.Message, StringComparison.Ordinal);
    }

    private static StateCursor Read(Action<StateCursor> write)
    {
        var writing = new StateCursor(ParcelKind.Host);
        write(writing);
        return new StateCursor(ParcelKind.Host, writing.ToParcel());
    }

    private static string Refusal(Action read) => Assert.Throws<StateFormatException>(read).Reason;
}

file static class Reading
{
    public static long Number(this StateCursor c)
    {
        var number = 0L;
        c.Number(ref number);
        return number;
    }
}
