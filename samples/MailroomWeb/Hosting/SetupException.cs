namespace MailroomWeb.Hosting;

/// <summary>The site is not set up, or could not be. The message says why.</summary>
internal sealed class SetupException(string message) : Exception(message);
