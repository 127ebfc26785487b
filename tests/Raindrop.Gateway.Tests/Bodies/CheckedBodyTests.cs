using System.IO.Pipelines;
using System.Text;
using Raindrop.Gateway.Bodies;

namespace Raindrop.Gateway.Tests.Bodies;

public sealed class CheckedBodyTests
{
    /// <summary>The end of a multipart body: two dashes and a line break.</summary>
    private const int LastBytes = 4;

    private const string Good = "{\"docs\":[{\"_id\":\"a\",\"text\":\"é\"},{\"_id\":\"b\"}],\"new_edits\":false}  \n";

    [Fact]
    public async Task A_good_body_comes_out_as_it_went_in_however_it_is_cut()
    {
        var body = Encoding.UTF8.GetBytes(Good);
        for (var cut = 0; cut <= body.Length; cut++)
        {
            foreach (var room in new[] { 1, 3, 7, 1000 }) (await ReadAsync(body, cut, room)).Should().Equal(body, "cut at {0} with room for {1}", cut, room);
        }
    }

    [Theory]
    [InlineData("{\"a\":1,\"a\":2}", nameof(BodyViolation.DuplicateName))]
    [InlineData("{\"a\":{\"b\":[1,2,{\"c\":1,\"\\u0063\":2}]}}", nameof(BodyViolation.DuplicateName))]
    [InlineData("{\"a\":1}{\"a\":2}", nameof(BodyViolation.TrailingData))]
    [InlineData("{\"a\":1}                                        x", nameof(BodyViolation.TrailingData))]
    [InlineData("{\"a\":1", nameof(BodyViolation.Incomplete))]
    [InlineData("{\"a\":\"\\ud800\"}", nameof(BodyViolation.UnpairedSurrogate))]
    [InlineData("", nameof(BodyViolation.Incomplete))]
    public async Task Of_a_bad_body_the_last_bytes_never_come_out(string text, string violation)
    {
        var body = Encoding.UTF8.GetBytes(text);
        for (var cut = 0; cut <= body.Length; cut++)
        {
            var pipe = new Pipe();
            var read = new List<byte>();
            using var stream = new CheckedBody(pipe.Reader, new JsonChecker());
            await pipe.Writer.WriteAsync(body.AsMemory(..cut));
            var reading = DrainAsync(stream, read, 5);
            await pipe.Writer.WriteAsync(body.AsMemory(cut..));
            await pipe.Writer.CompleteAsync();

            (await reading.Invoking(task => task).Should().ThrowAsync<BodyViolationException>()).Which.Violation.ToString().Should().Be(violation);
            stream.Violation.ToString().Should().Be(violation);
            read.Should().HaveCountLessThanOrEqualTo(Math.Max(0, body.Length - LastBytes)).And.Equal(body.Take(read.Count));
            await FluentActions.Awaiting(() => stream.ReadAsync(new byte[1]).AsTask()).Should().ThrowAsync<BodyViolationException>();
        }
    }

    [Fact]
    public async Task What_is_checked_comes_out_before_the_rest_has_come()
    {
        var pipe = new Pipe();
        using var stream = new CheckedBody(pipe.Reader, new JsonChecker());
        await pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes("{\"a\":\"0123456789"));
        var buffer = new byte[100];

        var count = await stream.ReadAsync(buffer);

        Encoding.UTF8.GetString(buffer, 0, count).Should().Be("{\"a\":\"012345");
        var waiting = stream.ReadAsync(buffer).AsTask();
        waiting.IsCompleted.Should().BeFalse("four bytes are held back");
        await pipe.Writer.WriteAsync("\"}"u8.ToArray());
        (await waiting).Should().Be(2);
        await pipe.Writer.CompleteAsync();
        (await stream.ReadAsync(buffer)).Should().Be(4);
        (await stream.ReadAsync(buffer)).Should().Be(0);
        (await stream.ReadAsync(buffer)).Should().Be(0);
    }

    [Fact]
    public async Task The_end_of_a_multipart_body_does_not_come_out_before_the_body_is_proved()
    {
        const string Body = "--b\r\nContent-Type: application/json\r\n\r\n{}\r\n--b--\r\n";
        var pipe = new Pipe();
        var read = new List<byte>();
        using var stream = new CheckedBody(pipe.Reader, new MultipartChecker("b", onlyFirstIsJson: true));
        var draining = DrainAsync(stream, read, 1000);

        await pipe.Writer.WriteAsync(Encoding.ASCII.GetBytes(Body));
        await pipe.Writer.FlushAsync();
        await pipe.Writer.CompleteAsync(new IOException("The client went away."));

        await draining.Invoking(task => task).Should().ThrowAsync<IOException>();
        Encoding.ASCII.GetString([.. read]).Should().NotContain("--b--");
    }

    [Fact]
    public async Task Memory_is_bounded_by_the_buffer_of_the_pipe()
    {
        const int Threshold = 64 * 1024;
        const int Pieces = 256;
        using var pool = new CountingPool();
        var pipe = new Pipe(new PipeOptions(pool, pauseWriterThreshold: Threshold, resumeWriterThreshold: Threshold / 2));
        using var stream = new CheckedBody(pipe.Reader, new JsonChecker());
        var writing = Task.Run(async () =>
        {
            var piece = Encoding.ASCII.GetBytes(new string('x', Threshold));
            await pipe.Writer.WriteAsync("[\""u8.ToArray());
            for (var i = 0; i < Pieces; i++) await pipe.Writer.WriteAsync(piece);
            await pipe.Writer.WriteAsync("\"]"u8.ToArray());
            await pipe.Writer.CompleteAsync();
        });
        var buffer = new byte[16 * 1024];
        long total = 0;
        for (int count; (count = await stream.ReadAsync(buffer)) > 0;) total += count;

        await writing;
        total.Should().Be((Pieces * Threshold) + 4);
        pool.Most.Should().BeLessThan(3 * Threshold);
    }

    [Fact]
    public async Task A_read_that_is_cancelled_says_so()
    {
        using var stream = new CheckedBody(new Pipe().Reader, new JsonChecker());
        using var cancellation = new CancellationTokenSource();
        var reading = stream.ReadAsync(new byte[1], cancellation.Token).AsTask();

        await cancellation.CancelAsync();

        await reading.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
    }

    private static async Task<List<byte>> ReadAsync(byte[] body, int cut, int room)
    {
        var pipe = new Pipe();
        var read = new List<byte>();
        using var stream = new CheckedBody(pipe.Reader, new JsonChecker());
        await pipe.Writer.WriteAsync(body.AsMemory(..cut));
        var reading = DrainAsync(stream, read, room);
        await pipe.Writer.WriteAsync(body.AsMemory(cut..));
        await pipe.Writer.CompleteAsync();
        await reading;
        return read;
    }

    private static async Task DrainAsync(CheckedBody stream, List<byte> read, int room)
    {
        var buffer = new byte[room];
        for (int count; (count = await stream.ReadAsync(buffer)) > 0;) read.AddRange(buffer.AsSpan(..count));
    }
}
