namespace MailroomWeb.Setup;

/// <summary>CouchDB could not be set up. The message says why.</summary>
internal sealed class SetupException(string message) : Exception(message);
