namespace Raindrop.Embedded.Storage;

/// <summary>One write transaction: its connection, and the counters, which are written back at its end.</summary>
internal sealed class WriteSession
{
    private readonly DatabaseState _read;
    private DatabaseState _state;

    public WriteSession(Connection connection)
    {
        Connection = connection;
        _state = _read = DatabaseState.Read(connection);
    }

    public Connection Connection { get; }

    public ref DatabaseState State => ref _state;

    /// <summary>The sequence of a change, and one more revision.</summary>
    public long NextSequence(bool isRevision)
    {
        if (isRevision) _state.Revisions++;
        return ++_state.Sequence;
    }

    public long NextNumber() => _state.Next++;

    public void Save()
    {
        if (_state != _read) _state.Write(Connection);
    }
}
