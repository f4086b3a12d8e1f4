document.title += " crab";
