namespace Raindrop.Gateway.Accounts;

/// <summary>So many passwords are being checked that another one would wait too long.</summary>
internal sealed class PasswordsBusyException() : Exception("Too many passwords are being checked: try again.");
