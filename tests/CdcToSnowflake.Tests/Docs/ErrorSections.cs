namespace CdcToSnowflake.Tests.Docs;

/// <summary>The sections of the page of errors: a table for each namespace, by the exceptions' comments.</summary>
internal static class ErrorSections
{
    public static string Of(IEnumerable<Type> exceptions, XmlComments comments) =>
        string.Join("\n\n", exceptions.GroupBy(type => type.Namespace!).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group =>
            $"## {group.Key}\n\n" + DocPage.Table(["Error", "When", "Remedy"], group.Select(type => (string[])[$"`{type.Name}`", comments.Of(type, "summary")!, comments.Of(type, "remarks") ?? ""]))));
}
