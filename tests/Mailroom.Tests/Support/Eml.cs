using System.Text;

namespace Mailroom.Tests.Support;

/// <summary>Messages as tests write them.</summary>
internal static class Eml
{
    /// <summary>A plain message. Lines of the header go before <c>Subject</c>.</summary>
    public static byte[] Plain(string body = "Hello.\n", string? id = "<one@test.example>", string subject = "Hello", params string[] headers)
    {
        var text = new StringBuilder("From: Ada <ada@test.example>\nTo: bob@test.example\nDate: Mon, 04 Mar 2024 08:00:00 +0100\n");
        if (id is not null) text.Append("Message-ID: ").Append(id).Append('\n');
        foreach (var header in headers) text.Append(header).Append('\n');
        text.Append("Subject: ").Append(subject).Append("\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n").Append(body);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public static byte[] Raw(string text) => Encoding.Latin1.GetBytes(text.ReplaceLineEndings("\n"));
}
