namespace Mailroom.Credentials;

/// <summary>A password was asked for, and none was given.</summary>
internal sealed class NoPasswordException() : Exception("No password was given, so nothing was stored: type it when asked, or pass it as one line of standard input.");
