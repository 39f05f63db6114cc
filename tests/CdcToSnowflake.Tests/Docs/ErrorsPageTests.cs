using CdcToSnowflake.Binlog;
using CdcToSnowflake.Hosting;
using CdcToSnowflake.Model;
using CdcToSnowflake.Operations.Failures;

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
        string.Join("\n\n", (IEnumerable<string>)
        [
            ErrorSections.Of(Exceptions, Comments),
            "## Kinds of ModelException",
            DocPage.Table(["Problem", "When", "Remedy"], Enum.GetValues<ModelProblem>().Select(problem => (string[])[$"`{problem}`", Comments.Of(problem)!, Comments.Of(problem, "remarks") ?? ""])),
            "## Failed tasks and pipes",
            "What alerts say of an error in TASK_HISTORY, COPY_HISTORY or a notification; of several, the first that fits:",
            DocPage.Table(["Error", "Remedy"], [.. FailureRemedy.OfTasks.Select(known => (string[])[Error(known), known.Remedy]), ["a file that a pipe skipped", FailureRemedy.OfPipe]]),
        ]));

    [Fact]
    public void EachKindOfModelException_SaysWhatToDo() => Assert.All(Enum.GetValues<ModelProblem>(), problem => Assert.NotEmpty(Comments.Of(problem, "remarks") ?? ""));

    private static string Error(TaskRemedy known) => known switch
    {
        { Code: { } code } => $"`{code}`",
        { Says: { } text } => $"its text has `{text}`",
        _ => "any other of a task",
    };

    [Fact]
    public void EachException_SaysWhatToDo() => Assert.Empty(Exceptions.Where(type => Comments.Of(type, "remarks") is not { Length: > 0 }).Select(type => type.Name));
}
