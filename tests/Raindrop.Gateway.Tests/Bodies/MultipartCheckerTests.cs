using System.Text;
using Raindrop.Gateway.Bodies;
using static Raindrop.Gateway.Bodies.BodyViolation;

namespace Raindrop.Gateway.Tests.Bodies;

public sealed class MultipartCheckerTests
{
    private const string Document = "{\"_id\":\"a\",\"_attachments\":{\"x\":{\"follows\":true,\"length\":5}}}";

    /// <summary>Bodies with the boundary <c>b</c>; <c>~</c> stands for a line break.</summary>
    private static readonly (string Text, BodyViolation Violation)[] Related =
    [
        ($"--b~Content-Type: application/json~~{Document}~--b--", None), ($"--b~Content-Type: application/json~~{Document}~--b--~", None), ($"~--b~Content-Type: application/json~~{Document}~--b--", None),
        ($"--b~content-type: Application/JSON; charset=utf-8~~{Document}~--b~Content-Disposition: attachment; filename=\"x\"~Content-Length: 5~~12345~--b--", None),
        ($"--b~Content-Type:application/json~~{Document}~--b~~~--b--", None), ($"--b~Content-Type: application/json~~{Document}~--b~~12~-~--~--~--c~~-~--b~~\r\r\n--b--", None),
        ($"--b~Content-Type: application/json~~{Document}~--b~Content-Type: application/json~~not json, an attachment~--b--", None),
        ($"--b~Content-Type: application/json~~{Document}~--b~Content-Encoding: gzip~~\u001F\u008B\0\u00FF~--b--", None),

        ("--b~Content-Type: application/json~~{\"a\":1,\"\\u0061\":2}~--b--", DuplicateName), ($"--b~Content-Type: application/json~~{Document}x~--b--", TrailingData), ("--b~Content-Type: application/json~~{~--b--", Incomplete),
        ("--b~Content-Type: application/json~~~--b--", Incomplete), ("--b~Content-Type: application/json~~\"\u00FF\"~--b--", InvalidUtf8), ($"--b~Content-Type: application/json~Content-Encoding: gzip~~{Document}~--b--", ContentEncoding),
        ("--b~Content-Type: application/json~Content-Transfer-Encoding: base64~~e30=~--b--", ContentEncoding),

        // CouchDB waits for ever for the attachments of a document that names none to follow.
        ("--b~Content-Type: application/json~~{}~--b--", NoAttachment), ("--b~Content-Type: application/json~~{\"_attachments\":{}}~--b~~12345~--b--", NoAttachment), ("--b~Content-Type: application/json~~{\"_attachments\":{\"x\":{\"follows\":false}}}~--b--", NoAttachment),
        ("--b~Content-Type: application/json~~{\"follows\":true}~--b--", NoAttachment), ("--b~Content-Type: application/json~~{\"a\":{\"x\":{\"follows\":true}}}~--b--", NoAttachment), ("--b~Content-Type: application/json~~{\"_attachments\":[{\"follows\":true}]}~--b--", NoAttachment),
        ("--b~Content-Type: application/json~~{\"_attachments\":{\"x\":{\"y\":{\"follows\":true}}}}~--b--", NoAttachment), ("--b~Content-Type: application/json~~{\"_attachments\":{\"x\":{\"follows\":\"true\"}}}~--b--", NoAttachment),
        ("--b~Content-Type: application/json~~{\"_attachments\":{\"x\":{\"follows\":null,\"stub\":true}}}~--b--", NoAttachment), ("--b~Content-Type: application/json~~{\"_attachments\":{\"x\":{\"follows\":{}, \"stub\":true}}}~--b--", NoAttachment),
        ("--b~Content-Type: application/json~~{\"_attachments\":{\"x\":{\"follows\":[true]}}}~--b--", NoAttachment), ("--b~Content-Type: application/json~~{\"_attachmentsX\":{\"x\":{\"follows\":true}}}~--b--", NoAttachment),
        ("--b~Content-Type: application/json~~{\"_attachments\":{\"x\":{\"stub\":true},\"y\":{\"length\":5,\"follows\" : true}},\"z\":1}~--b~~12345~--b--", None), ("--b~Content-Type: application/json~~{\"_\\u0061ttachments\":{\"x\":{\"f\\u006fllows\":true}}}~--b~~12345~--b--", None),

        // The first part is the document.
        ($"--b~Content-Type: text/plain~~{Document}~--b--", MalformedMultipart), ($"--b~~{Document}~--b--", MalformedMultipart), ($"--b~Content-Type: application/jsonx~~{Document}~--b--", MalformedMultipart),
        ($"--b~Content-Type: application/json~Content-Type: text/plain~~{Document}~--b--", MalformedMultipart), ($"--b~Content-Type : application/json~~{Document}~--b--", MalformedMultipart),
        ($"--b~X: y~ Content-Type: application/json~~{Document}~--b--", MalformedMultipart), ($"--b~Content-Type~~{Document}~--b--", MalformedMultipart), ($"--b~: application/json~~{Document}~--b--", MalformedMultipart),
        ("--b~Content-Type: application/json\n\n{}~--b--", MalformedMultipart), ($"--b~Content-Type: application/json\r~~{Document}~--b--", MalformedMultipart), ($"--b~X: \0~Content-Type: application/json~~{Document}~--b--", MalformedMultipart),

        // Delimiters.
        ("", Incomplete), ("--b", Incomplete), ("--b--", MalformedMultipart), ("--b~--b--", Incomplete), ($"--b~Content-Type: application/json~~{Document}", Incomplete), ($"--b~Content-Type: application/json~~{Document}~--b", Incomplete),
        ($"--b~Content-Type: application/json~~{Document}~--b-", Incomplete), ($"--b~Content-Type: application/json~~{Document}~--b--\r", Incomplete), ($"--b~Content-Type: application/json~~{Document}--b--", TrailingData),
        ($"preamble~--b~Content-Type: application/json~~{Document}~--b--", MalformedMultipart), ($"~~--b~Content-Type: application/json~~{Document}~--b--", MalformedMultipart), ("{}", MalformedMultipart), ($"--a~Content-Type: application/json~~{Document}~--a--", MalformedMultipart),
        ($"--bc~Content-Type: application/json~~{Document}~--b--", MalformedMultipart), ($"--b ~Content-Type: application/json~~{Document}~--b--", MalformedMultipart), ($"--b\nContent-Type: application/json~~{Document}~--b--", MalformedMultipart),
        ($"--b~Content-Type: application/json~~{Document}~--bc~~x~--b--", MalformedMultipart), ($"--b~Content-Type: application/json~~{Document}~--b-x", MalformedMultipart), ($"--b~Content-Type: application/json~~{Document}~--b\r\r", MalformedMultipart),
        ($"--b~Content-Type: application/json~~{Document}~--b--x", TrailingData), ($"--b~Content-Type: application/json~~{Document}~--b--~~", TrailingData), ($"--b~Content-Type: application/json~~{Document}~--b--~--b~~x", TrailingData), ($"--b~Content-Type: application/json~~{Document}~--b--\n", TrailingData),
    ];

    private static readonly (string Text, BodyViolation Violation)[] Mixed =
    [
        ("--b~Content-Type: application/json~~{}~--b~Content-Type: application/json~~[1]~--b--", None), ("--b~~any~--b--", None), ("--b~Content-Type: text/plain~~{\"a\":1,\"a\":2}~--b--", None),
        ("--b~Content-Type: application/json~~{}~--b~Content-Type: application/json~~{\"a\":1,\"a\":2}~--b--", DuplicateName), ("--b~Content-Type: text/plain~~x~--b~Content-Type: application/json~~{~--b--", Incomplete),
        ("--b~Content-Type: multipart/related; boundary=c~~--c~~x~--c--~--b--", MalformedMultipart),
    ];

    public static TheoryData<int> RelatedCases => [.. Enumerable.Range(0, Related.Length)];

    public static TheoryData<int> MixedCases => [.. Enumerable.Range(0, Mixed.Length)];

    [Theory]
    [MemberData(nameof(RelatedCases))]
    public void A_document_with_attachments_is_judged_alike_however_it_is_cut(int index) => Judge(Related[index], onlyFirstIsJson: true);

    [Theory]
    [MemberData(nameof(MixedCases))]
    public void Of_other_multipart_bodies_every_part_of_json_is_judged(int index) => Judge(Mixed[index], onlyFirstIsJson: false);

    [Fact]
    public void Headers_of_a_part_without_end_are_refused()
    {
        var endless = "--b\r\n" + string.Concat(Enumerable.Repeat("X: y\r\n", 10_000));

        Pieces.Check(new MultipartChecker("b", onlyFirstIsJson: true), Encoding.ASCII.GetBytes(endless)).Should().Be(MalformedMultipart);
    }

    [Fact]
    public void An_attachment_of_any_length_costs_no_memory()
    {
        using var checker = new MultipartChecker("boundary", onlyFirstIsJson: true);
        checker.Check(Encoding.ASCII.GetBytes("--boundary\r\nContent-Type: application/json\r\n\r\n{\"_attachments\":{\"x\":{\"follows\":true}}}\r\n--boundary\r\n\r\n"));
        var piece = new byte[64 * 1024];
        new Random(3).NextBytes(piece);
        checker.Check(piece);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 500; i++) checker.Check(piece).Should().Be(None);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(500 * 1024, "only the assertions allocate");
        checker.Check("\r\n--boundary--"u8);
        checker.Complete().Should().Be(None);
    }

    private static void Judge((string Text, BodyViolation Violation) one, bool onlyFirstIsJson)
    {
        var body = Encoding.Latin1.GetBytes(one.Text.Replace("~", "\r\n", StringComparison.Ordinal));

        Pieces.CheckEveryCut(() => new MultipartChecker("b", onlyFirstIsJson), body).Should().Be(one.Violation, one.Text);
    }
}
