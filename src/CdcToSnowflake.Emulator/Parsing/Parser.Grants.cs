using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Parsing;

internal sealed partial class Parser
{
    private Statement ParseGrant(bool isRevoke)
    {
        _at++;
        var isOfDatabase = AreWords("DATABASE", "ROLE");
        if (isOfDatabase || IsWord("ROLE"))
        {
            var start = Position;
            _at += isOfDatabase ? 2 : 1;
            var role = ParseObjectName();

            // What SNOWFLAKE's let one do, only the owner does here: the grant is kept and shown.
            if (isOfDatabase && role.Parts is not ["SNOWFLAKE", "BUDGET_CREATOR" or "OBJECT_VIEWER" or "USAGE_VIEWER" or "GOVERNANCE_VIEWER" or "SECURITY_VIEWER"])
            {
                throw new NotEmulatedException("DATABASE roles", start, "Only those of SNOWFLAKE are there.");
            }

            ExpectWord(isRevoke ? "FROM" : "TO");
            var kind = TryWord("USER") ? ObjectKind.User : ObjectKind.Role;
            if (kind == ObjectKind.Role)
            {
                ExpectWord("ROLE");
            }

            return new GrantRoleStatement(isRevoke, role, kind, ParseObjectName()) { IsOfDatabase = isOfDatabase };
        }

        if (!isRevoke && TryWord("OWNERSHIP"))
        {
            return ParseGrantOwnership();
        }

        RefuseWord("OWNERSHIP", "REVOKE OWNERSHIP");
        if (IsWord("DATABASE") || IsWord("APPLICATION"))
        {
            throw NotEmulated($"{Here.Text} roles");
        }

        if (isRevoke && AreWords("GRANT", "OPTION"))
        {
            throw NotEmulated("REVOKE GRANT OPTION FOR");
        }

        NodeList<string> privileges = [.. ParseList(ParsePrivilege)];
        ExpectWord("ON");
        var on = ParseGrantTarget();
        ExpectWord(isRevoke ? "FROM" : "TO");
        var toApplication = IsWord("APPLICATION") && Ahead(1) is { IsName: true, Text: "SNOWFLAKE" };
        if (IsWord("SHARE") || IsWord("DATABASE") || (IsWord("APPLICATION") && !toApplication))
        {
            throw NotEmulated($"a grant to a {Here.Text}");
        }

        _ = toApplication ? TryWord("APPLICATION") : TryWord("ROLE");
        var statement = new GrantStatement(isRevoke, privileges, on, ParseObjectName()) { ToApplication = toApplication, WithGrantOption = !isRevoke && TryWords("WITH", "GRANT", "OPTION") };
        if (isRevoke && !TryWord("CASCADE"))
        {
            TryWord("RESTRICT");
        }

        return statement;
    }

    private GrantOwnershipStatement ParseGrantOwnership()
    {
        ExpectWord("ON");
        var on = ParseGrantTarget();
        ExpectWord("TO");
        ExpectWord("ROLE");
        var role = ParseObjectName();
        var current = TryWords("COPY", "CURRENT", "GRANTS") ? CurrentGrants.Copy : TryWords("REVOKE", "CURRENT", "GRANTS") ? CurrentGrants.Revoke : CurrentGrants.None;
        return new GrantOwnershipStatement(on, role, current);
    }

    /// <summary>A privilege's words up to the comma or ON.</summary>
    private string ParsePrivilege()
    {
        var words = new List<string>();
        while (Here.Kind == TokenKind.Word && !IsWord("ON"))
        {
            words.Add(Next().Text);
        }

        return words switch
        {
            [] => throw Unexpected("a privilege"),
            ["ALL"] => "ALL PRIVILEGES",
            _ => string.Join(' ', words),
        };
    }

    private GrantTarget ParseGrantTarget()
    {
        var position = Position;
        if (TryWord("ACCOUNT"))
        {
            return new GrantTarget(GrantScope.Account, null, null) { Position = position };
        }

        GrantScope? many = TryWord("ALL") ? GrantScope.All : TryWord("FUTURE") ? GrantScope.Future : null;
        if (many is null)
        {
            var kind = ParseObjectKind("a privilege on");
            return new GrantTarget(GrantScope.Object, kind, ParseObjectName()) { Position = position };
        }

        var inside = TryObjectKind(ObjectKindWords.Plural) ?? throw NotEmulated($"privileges on {Excerpt(Here).ToUpperInvariant()}");
        ExpectWord("IN");
        var container = TryWord("DATABASE") ? ObjectKind.Database : ObjectKind.Schema;
        if (container == ObjectKind.Schema)
        {
            ExpectWord("SCHEMA");
        }

        return new GrantTarget(many.Value, inside, ParseObjectName()) { Container = container, Position = position };
    }

    private ShowGrantsStatement ParseShowGrants()
    {
        var future = TryWord("FUTURE");
        ExpectWord("GRANTS");
        var show = new ShowGrantsStatement(string.Empty, null, null);
        if (IsWord("ON") || IsWord("TO") || IsWord("OF") || IsWord("IN"))
        {
            var preposition = Next().Text;
            show = preposition == "ON" && TryWord("ACCOUNT")
                ? new ShowGrantsStatement(preposition, null, null)
                : new ShowGrantsStatement(preposition, ParseObjectKind("SHOW GRANTS " + preposition), ParseObjectName());
        }

        return show with { Future = future, Limit = TryWord("LIMIT") ? ParseInteger() : null };
    }
}
