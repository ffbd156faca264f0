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
    if (-not (Test-Setting)) { Show-Condition $Condition $ConditionTest (Get-MissingState) $ConditionRemedy $ConditionObstacle; return }
    $conditionPasses = {
        param($problem)
        Test-PassingDirectoryError $problem
    }
    $conditionHolds = Invoke-Patiently "asking whether $Condition" 120 15 $ConditionTest $conditionPasses $ConditionRemedy
    if ($conditionHolds) { Add-Finding 'ok' $Condition ''; return }
    $conditionProblem = @(& $ConditionObstacle) -join ''
    if ($conditionProblem -ne '') { Stop-Step $conditionProblem $ConditionRemedy }
    $null = Invoke-Patiently "making it so that $Condition" 120 15 $ConditionSet $conditionPasses $ConditionRemedy
    # What was written is read again, from where it was written.
    Wait-Until "$Condition (written a moment ago)" 60 5 $ConditionTest $ConditionRemedy
    Add-Change $Condition
}

# What does not hold yet: a check says who sets it, a preview whether a run would get there, or stop before.
function Get-MissingState {
    if ($Step.Mode -ne 'preview') { return 'unset' }
    if (@($Step.Findings | Where-Object { $_.State -in 'wrong', 'unknown' }).Count -gt 0) { return 'later' }
    return 'would'
}

# The same, without touching anything. A question that fails is an answer too.
function Show-Condition {
    param([string] $Condition, [scriptblock] $ConditionTest, [string] $ConditionState, [string] $ConditionRemedy, [scriptblock] $ConditionObstacle)
    try {
        if (& $ConditionTest) { Add-Finding 'ok' $Condition ''; return }
        $conditionProblem = @(& $ConditionObstacle) -join ''
        if ($conditionProblem -ne '') { Add-Finding 'wrong' "$($Condition): $conditionProblem" $ConditionRemedy }
        else { Add-Finding $ConditionState $Condition $ConditionRemedy }
    }
    catch {
        $text = '{0}: {1}' -f $Condition, $_.Exception.Message
        # What was thrown on purpose says what to do about it.
        if ((Get-Remedy $_) -ne '') { Add-Finding 'wrong' $text (Get-Remedy $_) } else { Add-Finding 'unknown' $text $ConditionRemedy }
    }
}

# What is no condition of ours to set: found by a check, noted by a run and by its preview.
function Confirm-Fact {
    param([string] $Fact, [scriptblock] $FactTest, [string] $FactRemedy)
    Show-Condition $Fact $FactTest 'missing' $FactRemedy { '' }
    $said = $Step.Findings[$Step.Findings.Count - 1]
    if ($Step.Mode -eq 'check' -or $said.State -eq 'ok') { return }
    $Step.Findings.Remove($said)
    Add-Note "not so: $($said.Text). $($said.Remedy)"
}

# Beside what was asked for: left alone, and said.
function Add-Remark {
    param([string] $Text, [string] $Remedy)
    if ($Step.Mode -eq 'check') { Add-Finding 'remark' $Text $Remedy } else { Add-Note "$Text. $Remedy" }
}

# Runs in the window of somebody who reads along: no log, nothing on the disk, and the whole report.
function Invoke-AtConsole {
    param([string] $ConsoleMode, [scriptblock] $ConsoleBody)
    Initialize-Step
    $Step.AtConsole = $true
    $Step.Limit = 100000
    $Step.Otherwise = 'Run it again: it is safe to repeat.'
    Start-Conditions $ConsoleMode
    try {
        $null = & $ConsoleBody
        $lines = @('{0}: {1} findings, {2} ok' -f (Get-StepTitle), $Step.Findings.Count, @($Step.Findings | Where-Object { $_.State -eq 'ok' }).Count)
        foreach ($change in $Step.Changes) { $lines += "changed   $change" }
        Write-Output ((@($lines) + @(Get-ConditionLine)) -join "`n")
        if (@($Step.Findings | Where-Object { $_.State -in 'wrong', 'unknown', 'missing', 'unset' }).Count -gt 0) { exit 1 }
        exit 0
    }
    catch {
        $failure = $_
        Write-Output (Get-FailureReport $failure { Get-ConditionLine })
        exit 1
    }
}

# One line a finding: what is wrong comes last, as Azure keeps only the end of what a command says.
function Get-ConditionLine {
    $words = [ordered] @{ ok = 'ok'; remark = 'NOTE'; would = 'WOULD SET'; later = 'NOT YET'; unset = 'MISSING'; missing = 'MISSING'; unknown = 'UNKNOWN'; wrong = 'WRONG' }
    $lines = @()
    foreach ($state in $words.Keys) {
        foreach ($finding in @($Step.Findings | Where-Object { $_.State -eq $state })) {
            $line = '{0,-9} {1}' -f $words[$state], $finding.Text
            # Whoever looks needs to know who sets it, not which rights that takes.
            if ($state -eq 'unset') { $line += " -> $(Get-SetUp)" }
            elseif ($finding.Remedy -ne '' -and $state -notin 'would', 'later') { $line += " -> $($finding.Remedy)" }
            $lines += $line
        }
        if ($state -eq 'ok') { $lines += @($Step.Notes | ForEach-Object { "NOTE      $_" }) }
    }
    return $lines
}

function Get-SetUp {
    if ($Step.Settings.group -eq '') { return 'Have an administrator of the domain set it.' }
    return 'Have the directory set up again: rerun of the DirectorySetup, or its script.'
}
