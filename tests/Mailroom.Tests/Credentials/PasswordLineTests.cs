using System.Text;
using Mailroom.Credentials;
using Raindrop.Credentials;

namespace Mailroom.Tests.Credentials;

public sealed class PasswordLineTests
{
    [Theory]
    [InlineData("secret\r", "secret")]
    [InlineData("secrex\bt\r", "secret")]
    [InlineData("\b\ba\r", "a")]
    [InlineData("pass word é\r", "pass word é")]
    [InlineData("a😀\bb\r", "ab")]
    [InlineData("a\u001b\tb\r", "ab")]
    public void Keys_are_read_until_Enter(string typed, string password)
    {
        var keys = new Queue<char>(typed);
        using var secret = PasswordLine.Read(() => Key(keys.Dequeue()));
        secret.RevealAsString().Should().Be(password);
        keys.Should().BeEmpty();
    }

    [Theory]
    [InlineData("secret\nmore\n", "secret")]
    [InlineData("secret\r\n", "secret")]
    [InlineData("secret", "secret")]
    [InlineData(" pass word é \n", " pass word é ")]
    public void The_first_line_of_a_stream_is_read(string text, string password)
    {
        using var secret = PasswordLine.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)));
        secret.RevealAsString().Should().Be(password);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void An_empty_line_is_no_password(string text)
    {
        FluentActions.Invoking(() => PasswordLine.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)))).Should().Throw<NoPasswordException>();
        FluentActions.Invoking(() => PasswordLine.Read(() => Key('\r'))).Should().Throw<NoPasswordException>();
    }

    [Fact]
    public void What_is_too_long_is_refused_and_not_cut()
    {
        FluentActions.Invoking(() => PasswordLine.Read(() => Key('x'))).Should().Throw<ArgumentException>().WithMessage("*4096*");
        FluentActions.Invoking(() => PasswordLine.Read(new MemoryStream(new byte[100_000]))).Should().Throw<ArgumentException>().WithMessage("*4096*");
    }

    private static ConsoleKeyInfo Key(char character) => new(character, character switch { '\r' => ConsoleKey.Enter, '\b' => ConsoleKey.Backspace, _ => ConsoleKey.NoName }, false, false, false);
}
