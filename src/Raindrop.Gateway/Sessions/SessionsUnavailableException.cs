namespace Raindrop.Gateway.Sessions;

/// <summary>The store of sessions does not answer, so nobody can say who is signed in. It does not mean that somebody is signed out.</summary>
public sealed class SessionsUnavailableException : Exception
{
    private const string Advice = "The store of sessions does not answer. Answer 503, and see the health check of sessions.";

    /// <summary>Creates the error.</summary>
    /// <param name="cause">What the store said, where it said something.</param>
    public SessionsUnavailableException(Exception? cause = null)
        : base(Advice, cause)
    {
    }
}
