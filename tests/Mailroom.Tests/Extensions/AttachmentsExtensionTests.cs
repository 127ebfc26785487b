using System.Security.Cryptography;
using Mailroom.Extensions;
using Mailroom.Generation;
using Mailroom.Schemas;
using Mailroom.Tests.Support;

namespace Mailroom.Tests.Extensions;

public sealed class AttachmentsExtensionTests
{
    [Fact]
    public async Task Files_come_with_name_type_size_and_digest_of_their_decoded_bytes()
    {
        byte[] content = [1, 2, 3, 0, 255];
        (await FilesAsync(Part.Text("x"), Part.File("plan.pdf", "Application/PDF", content))).Should()
            .Equal(new AttachedFile("plan.pdf", "application/pdf", 5, Convert.ToHexStringLower(SHA256.HashData(content)), Inline: false, Truncated: false));
    }

    [Fact]
    public async Task A_picture_within_the_text_is_inline_a_message_is_a_file_and_a_calendar_is_one() =>
        (await FilesAsync(
            Part.Text("x"),
            Part.File("logo.png", "image/png", [1], inline: true),
            Part.Message(new Letter().Header("Subject", "inside").Body(Part.Text("y"))),
            new Part(["Content-Type: text/calendar"], "BEGIN:VCALENDAR\n"u8.ToArray())))
            .Select(file => (file.Name, file.Type, file.Inline)).Should()
            .Equal(("logo.png", "image/png", true), ("message.eml", "message/rfc822", false), ("part-3", "text/calendar", false));

    [Fact]
    public async Task Base64_that_stops_within_a_group_is_marked_and_what_decodes_is_counted()
    {
        var whole = Part.File("cut.bin", "application/octet-stream", new byte[300]);
        var files = await FilesAsync(Part.Text("x"), whole with { Body = whole.Body[..^7] });
        files.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Truncated = true });
        files[0].Size.Should().BeInRange(290, 299);
    }

    [Fact]
    public async Task A_name_beyond_ascii_is_decoded() =>
        (await FilesAsync(Part.Text("x"), new Part(["Content-Type: application/zip", "Content-Disposition: attachment; filename*=utf-8''Pl%C3%A4ne.zip"], [1])))
            .Should().ContainSingle().Which.Name.Should().Be("Pläne.zip");

    [Fact]
    public async Task A_message_without_files_says_nothing() => (await MailHarness.RunAsync(new AttachmentsExtension(), Eml.Plain())).EnsureSucceeded().Documents.Should().BeEmpty();

    private static async Task<IReadOnlyList<AttachedFile>> FilesAsync(params Part[] parts)
    {
        var raw = new Letter().Header("Subject", "x").Body(Part.Multipart("mixed", "b", parts)).ToBytes();
        return (await MailHarness.RunAsync(new AttachmentsExtension(), raw)).OnlyDocument().Read(MailJson.Default.MessageAttachments).Files;
    }
}
