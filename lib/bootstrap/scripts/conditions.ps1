# Conditions: what has to be so, one after another. The same condition is set by a step, told by a preview and looked at by a
# check; so none of them can say what the others do not do.

# Mode is 'set', 'preview' or 'check'.
function Start-Conditions {
    param([string] $Mode)
    $Step.Mode = $Mode
    $Step.Findings = New-Object -TypeName System.Collections.ArrayList
}

function Test-Setting { return ($Step.Mode -eq 'set') }

function Add-Finding {
    param([string] $State, [string] $Text, [string] $Remedy)
    $null = $Step.Findings.Add(@{ State = $State; Text = $Text; Remedy = $Remedy })
    Write-Log "$($State): $Text"
}

# Sees that a condition holds. An obstacle is what nobody can set aside but a person; it is asked for only where the
# condition does not hold.
function Confirm-Condition {
    param(
        [string] $Condition,
        [scriptblock] $ConditionTest,
        [scriptblock] $ConditionSet,
        [string] $ConditionRemedy,
        [scriptblock] $ConditionObstacle = { '' }
    )
    if (-not (Test-Setting)) { Show-Condition $Condition $ConditionTest $ConditionRemedy $ConditionObstacle; return }
    if (& $ConditionTest) { Add-Finding 'ok' $Condition ''; return }
    $conditionProblem = @(& $ConditionObstacle) -join ''
    if ($conditionProblem -ne '') { Stop-Step $conditionProblem $ConditionRemedy }
    $null = Invoke-Patiently "making it so that $Condition" 120 15 $ConditionSet {
        param($problem)
        Test-PassingDirectoryError $problem
    } $ConditionRemedy
    # What was written is read again, from where it was written.
    Wait-Until "$Condition (written a moment ago)" 60 5 $ConditionTest $ConditionRemedy
    Add-Change $Condition
}

# The same, without touching anything. A question that fails is an answer too.
function Show-Condition {
    param([string] $Condition, [scriptblock] $ConditionTest, [string] $ConditionRemedy, [scriptblock] $ConditionObstacle)
    try {
        if (& $ConditionTest) { Add-Finding 'ok' $Condition ''; return }
        $conditionProblem = @(& $ConditionObstacle) -join ''
        if ($conditionProblem -eq '') { Add-Finding 'missing' $Condition $ConditionRemedy }
        else { Add-Finding 'wrong' "$($Condition): $conditionProblem" $ConditionRemedy }
    }
    catch { Add-Finding 'unknown' "$($Condition): $($_.Exception.Message)" $ConditionRemedy }
}

# What is no condition of ours to set: told by a check, noted by a step.
function Confirm-Fact {
    param([string] $Fact, [scriptblock] $FactTest, [string] $FactRemedy)
    Show-Condition $Fact $FactTest $FactRemedy { '' }
    $said = $Step.Findings[$Step.Findings.Count - 1]
    if ((Test-Setting) -and $said.State -ne 'ok') { Add-Note "not so: $($said.Text). $FactRemedy" }
}

# Beside what was asked for: left alone, and said.
function Add-Remark {
    param([string] $Text, [string] $Remedy)
    if (Test-Setting) { Add-Note "$Text. $Remedy" } else { Add-Finding 'remark' $Text $Remedy }
}

# Runs in the window of somebody who reads along: no log, nothing on the disk, and the whole report.
function Invoke-AtConsole {
    param([string] $ConsoleMode, [scriptblock] $ConsoleBody)
    Initialize-Step
    $Step.Limit = 100000
    Start-Conditions $ConsoleMode
    try {
        $null = & $ConsoleBody
        Write-Output (Get-ConditionReport)
        if (@($Step.Findings | Where-Object { $_.State -in 'wrong', 'unknown' }).Count -gt 0) { exit 1 }
        if ($Step.Mode -eq 'check' -and @($Step.Findings | Where-Object { $_.State -eq 'missing' }).Count -gt 0) { exit 1 }
        exit 0
    }
    catch {
        $failure = $_
        if ($Step.Findings.Count -gt 0) { Write-Output (Get-ConditionReport) }
        Write-Output (Get-FailureReport $failure { })
        exit 1
    }
}

# One line a finding: what is wrong comes first, as Azure shows the end of long texts only in part.
function Get-ConditionReport {
    $words = [ordered] @{ wrong = 'WRONG'; unknown = 'UNKNOWN'; missing = 'MISSING'; remark = 'NOTE'; ok = 'ok' }
    if ($Step.Mode -eq 'preview') { $words.missing = 'WOULD SET' }
    $lines = @('{0}: {1} findings, {2} ok' -f (Get-StepTitle), $Step.Findings.Count, @($Step.Findings | Where-Object { $_.State -eq 'ok' }).Count)
    foreach ($change in $Step.Changes) { $lines += "changed   $change" }
    foreach ($note in $Step.Notes) { $lines += "NOTE      $note" }
    foreach ($state in $words.Keys) {
        foreach ($finding in @($Step.Findings | Where-Object { $_.State -eq $state })) {
            $line = '{0,-9} {1}' -f $words[$state], $finding.Text
            if ($finding.Remedy -ne '' -and -not ($Step.Mode -eq 'preview' -and $state -eq 'missing')) { $line += " -> $($finding.Remedy)" }
            $lines += $line
        }
    }
    return ($lines -join "`n")
}
