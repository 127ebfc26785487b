using System.Collections.Concurrent;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;
using Raindrop.Pkcs11.Tokens;
using Raindrop.TestServers.Tokens;

namespace Raindrop.Pkcs11.Tests;

/// <summary>A token of SoftHSM with keys, and what happens to tokens.</summary>
internal sealed class TestToken
{
    // Made before the first one is used: SoftHSM 2.6.1 does not survive that one thread makes a token while another looks for one.
    private const int MostTokens = 128;
    private static readonly Lazy<ConcurrentQueue<SoftToken>> Made = new(MakeAll);

    public SoftToken Token { get; } = Made.Value.TryDequeue(out var token) ? token : throw new InvalidOperationException("All tokens are used: raise MostTokens.");

    public Pkcs11Options Options(Action<Pkcs11Options>? configure = null)
    {
        var options = new Pkcs11Options { Library = SoftHsm.Library, TokenLabel = Token.Label, PinFile = Token.PinFile };
        configure?.Invoke(options);
        return options;
    }

    public Pkcs11KeyProvider Open(Action<Pkcs11Options>? configure = null) => new(Options(configure));

    public async Task<string> CreateKeyAsync(string label = "raindrop") => (await new Pkcs11Token(Options(options => options.KeyLabel = label)).CreateKeyAsync()).Id;

    /// <summary>What the module does when a token is reset: all sessions of the process are gone, and nobody is signed in.</summary>
    public void LoseSessions() => Slot().CloseAllSessions();

    public void SignOut() => InSession(session => session.Logout(), signsIn: false);

    public void DestroyKey(string id) => InSession(session =>
    {
        foreach (var key in session.FindAllObjects([Attribute(CKA.CKA_ID, TokenKeyId.ToBytes(id))])) session.DestroyObject(key);
    });

    public void CreateKey(byte[] id, params (CKA Name, object Value)[] attributes) => InSession(session =>
    {
        var wanted = new Dictionary<CKA, object>
        {
            [CKA.CKA_CLASS] = CKO.CKO_SECRET_KEY,
            [CKA.CKA_KEY_TYPE] = CKK.CKK_GENERIC_SECRET,
            [CKA.CKA_VALUE_LEN] = 64UL,
            [CKA.CKA_TOKEN] = true,
            [CKA.CKA_PRIVATE] = true,
            [CKA.CKA_SENSITIVE] = true,
            [CKA.CKA_EXTRACTABLE] = false,
            [CKA.CKA_SIGN] = true,
            [CKA.CKA_LABEL] = "raindrop",
            [CKA.CKA_ID] = id,
        };
        foreach (var (name, value) in attributes) wanted[name] = value;
        var isAes = wanted[CKA.CKA_KEY_TYPE] is CKK.CKK_AES;
        using var mechanism = Pkcs11Modules.Factories.MechanismFactory.Create(isAes ? CKM.CKM_AES_KEY_GEN : CKM.CKM_GENERIC_SECRET_KEY_GEN);
        session.GenerateKey(mechanism, [.. wanted.Select(pair => Attribute(pair.Key, pair.Value))]);
    });

    public void ImportKey(byte[] id, byte[] value) => InSession(session => session.CreateObject(
    [
        Attribute(CKA.CKA_CLASS, CKO.CKO_SECRET_KEY), Attribute(CKA.CKA_KEY_TYPE, CKK.CKK_GENERIC_SECRET), Attribute(CKA.CKA_TOKEN, true), Attribute(CKA.CKA_PRIVATE, true),
        Attribute(CKA.CKA_SENSITIVE, true), Attribute(CKA.CKA_EXTRACTABLE, false), Attribute(CKA.CKA_SIGN, true), Attribute(CKA.CKA_LABEL, "raindrop"), Attribute(CKA.CKA_ID, id), Attribute(CKA.CKA_VALUE, value),
    ]));

    public IReadOnlyList<bool> Read(string id, params CKA[] attributes)
    {
        IReadOnlyList<bool> read = [];
        InSession(session => read = [.. session.GetAttributeValue(session.FindAllObjects([Attribute(CKA.CKA_ID, TokenKeyId.ToBytes(id))]).Single(), [.. attributes]).Select(attribute => attribute.GetValueAsBool())]);
        return read;
    }

    private static ConcurrentQueue<SoftToken> MakeAll()
    {
        var folder = SoftHsm.UseFolder();
        var tokens = new ConcurrentQueue<SoftToken>(Enumerable.Range(0, MostTokens).Select(_ => Make(SoftHsm.PlanToken(folder))));
        Slots();
        return tokens;
    }

    private static SoftToken Make(SoftToken token)
    {
        var slot = Slots().Single(slot => !slot.GetTokenInfo().TokenFlags.TokenInitialized);
        slot.InitToken(SoftToken.OfficerPin, token.Label);
        using var session = slot.OpenSession(SessionType.ReadWrite);
        session.Login(CKU.CKU_SO, SoftToken.OfficerPin);
        session.InitPin(SoftToken.Pin);
        session.Logout();
        return token;
    }

    private static List<ISlot> Slots() => Pkcs11Modules.Get(SoftHsm.Library).GetSlotList(SlotsType.WithTokenPresent);

    private void InSession(Action<ISession> act, bool signsIn = true)
    {
        using var session = Slot().OpenSession(SessionType.ReadWrite);
        if (signsIn && !TokenLogin.IsSignedIn(session)) session.Login(CKU.CKU_USER, SoftToken.Pin);
        act(session);
    }

    private ISlot Slot() => Slots().Single(slot => slot.GetTokenInfo().Label == Token.Label);

    private static IObjectAttribute Attribute(CKA name, object value) => value switch
    {
        CKO kind => Pkcs11Modules.Factories.ObjectAttributeFactory.Create(name, kind),
        CKK type => Pkcs11Modules.Factories.ObjectAttributeFactory.Create(name, type),
        bool yes => Pkcs11Modules.Factories.ObjectAttributeFactory.Create(name, yes),
        ulong number => Pkcs11Modules.Factories.ObjectAttributeFactory.Create(name, number),
        string text => Pkcs11Modules.Factories.ObjectAttributeFactory.Create(name, text),
        _ => Pkcs11Modules.Factories.ObjectAttributeFactory.Create(name, (byte[])value),
    };
}
