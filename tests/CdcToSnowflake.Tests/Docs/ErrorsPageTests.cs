using CdcToSnowflake.Binlog;
using CdcToSnowflake.Hosting;

namespace CdcToSnowflake.Tests.Docs;

/// <summary>The page of errors is made of the public exceptions: their summary says when, their remarks say what to do.</summary>
public sealed class ErrorsPageTests
{
    private static readonly XmlComments Comments = new(typeof(CdcOptions).Assembly, typeof(BinlogOptions).Assembly);

    private static readonly Type[] Exceptions =
        [.. typeof(CdcOptions).Assembly.GetExportedTypes().Concat(typeof(BinlogOptions).Assembly.GetExportedTypes()).Where(type => type.IsSubclassOf(typeof(Exception))).OrderBy(type => type.Name, StringComparer.Ordinal)];

    [Fact]
    public void Page_IsOfTheExceptions() => DocPage.Equal(
        "errors.md",
        string.Join("\n\n", Exceptions.GroupBy(type => type.Namespace!).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group =>
            $"## {group.Key}\n\n" + DocPage.Table(["Error", "When", "Remedy"], group.Select(type => (string[])[$"`{type.Name}`", Comments.Of(type, "summary")!, Comments.Of(type, "remarks") ?? ""])))));

    [Fact]
    public void EachException_SaysWhatToDo() => Assert.Empty(Exceptions.Where(type => Comments.Of(type, "remarks") is not { Length: > 0 }).Select(type => type.Name));
}
