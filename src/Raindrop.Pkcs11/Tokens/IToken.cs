namespace Raindrop.Pkcs11.Tokens;

/// <summary>A token. What it does blocks the thread, for however long the module takes.</summary>
internal interface IToken
{
    /// <summary>Opens a session in which the user is signed in.</summary>
    /// <param name="isWriting">Whether keys are made in it.</param>
    ITokenSession OpenSession(bool isWriting = false);

    /// <summary>Forgets what may be out of date after sessions were lost.</summary>
    void Reconnect();
}
